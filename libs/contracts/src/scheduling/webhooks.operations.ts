import { Choice, Code, Identifier, Moment, Part, Parts, Text, Whole, Words } from '../fields.js';
import { defineCommand, defineQuery } from '../operation.js';
import { AtTrial, PageOfTrial, ReasonForChange } from '../places.js';

/** What a webhook can be told of: events of scheduling without producer and version, and a reminder that went further up. */
export const WEBHOOK_KINDS = [
  'visit.planned',
  'visit.moved',
  'visit.window-opened',
  'visit.window-closed',
  'visit.done',
  'visit.attendance-corrected',
  'visit.missed',
  'visit.cancelled',
  'visit.rescheduled',
  'visit.appointment-withdrawn',
  'deviation.drafted',
  'notice.escalated',
] as const;
export type WebhookKind = (typeof WEBHOOK_KINDS)[number];

const STATES = ['active', 'paused', 'disabled'] as const;
const DELIVERY_STATES = ['waiting', 'held', 'delivered', 'dead', 'stopped'] as const;
const COUNT = { min: 0, max: 10_000_000 };

export class CreateWebhookCommand extends AtTrial {
  @Text({ max: 2_000, description: 'Where messages are posted: https, without user name and fragment.' }) url: string;
  @Words(undefined, { min: 1, max: 100, description: 'The sites whose news it gets.' }) sites: string[];
  @Words(WEBHOOK_KINDS, { min: 1, max: WEBHOOK_KINDS.length, description: 'What it is told of.' }) kinds: string[];
}

export class WebhookView {
  @Identifier() webhookId: string;
  @Text({ max: 2_000 }) url: string;
  @Words(undefined) sites: string[];
  @Words(WEBHOOK_KINDS) kinds: string[];
  @Choice(STATES, { description: 'Disabled: the receiver answered 410; messages are kept until it is resumed.' })
  state: string;
  @Whole({ min: 1, max: 1_000_000, description: 'Which of its secrets signs.' }) rotation: number;
  @Moment({ optional: true, description: 'Until when the secret before signs as well, in wall time.' })
  previousUntil?: string;
  @Moment() createdAt: string;
}

/** A webhook whose secret is new. */
export class WebhookWithSecret {
  @Part(() => WebhookView) webhook: WebhookView;
  @Text({
    optional: true,
    max: 200,
    description: 'The signing secret, `whsec_…`. Shown once: the repeat of a request leaves it out; rotate it then.',
  })
  secret?: string;
}

export class WebhookPage {
  @Parts(() => WebhookView) items: WebhookView[];
  @Text({ optional: true }) nextCursor?: string;
}

export class AtWebhook extends AtTrial {
  @Identifier({ description: 'The webhook.' }) webhookId: string;
}

export class ChangeWebhookCommand extends AtWebhook {
  @ReasonForChange() reason: string;
}

export class DeletedWebhook {
  @Identifier() webhookId: string;
}

export class WebhookDeliveryView {
  @Identifier({ description: 'The `webhook-id` of the message: the same for every attempt and every replay.' })
  deliveryId: string;
  @Identifier() webhookId: string;
  @Code() siteId: string;
  @Identifier() participantId: string;
  @Identifier() visitId: string;
  @Choice(WEBHOOK_KINDS) kind: string;
  @Moment({ description: 'When what it tells of happened.' }) occurredAt: string;
  @Choice(DELIVERY_STATES) state: string;
  @Text({ optional: true, description: 'Why it is held, dead or stopped (code).' }) because?: string;
  @Whole({ ...COUNT, description: '1, and one more for every replay.' }) round: number;
  @Whole({ ...COUNT, description: 'How often sending was tried.' }) attempts: number;
  @Moment({ optional: true, description: 'When it was delivered, given up or stopped.' }) settledAt?: string;
}

export class WebhookAttemptView {
  @Whole(COUNT) number: number;
  @Whole(COUNT) round: number;
  @Moment() startedAt: string;
  @Moment({ optional: true }) endedAt?: string;
  @Choice(['in-doubt', 'delivered', 'refused', 'gone', 'unreachable', 'timed-out', 'blocked'], {
    description: 'In doubt while it runs, and for ever when the process died in it; blocked: no public address.',
  })
  outcome: string;
  @Whole({ optional: true, min: 0, max: 999, description: 'The status of the answer.' }) statusCode?: number;
}

export class WebhookDeliveryDetail {
  @Part(() => WebhookDeliveryView) delivery: WebhookDeliveryView;
  @Parts(() => WebhookAttemptView, { max: 1_000 }) attempts: WebhookAttemptView[];
}

export class WebhookDeliveryPage {
  @Parts(() => WebhookDeliveryView) items: WebhookDeliveryView[];
  @Text({ optional: true }) nextCursor?: string;
}

export class ListWebhookDeliveries extends PageOfTrial {
  @Identifier({ optional: true }) webhookId?: string;
  @Choice(DELIVERY_STATES, { optional: true }) state?: string;
}

export class ListWebhookDeadLetters extends PageOfTrial {
  @Identifier({ optional: true }) webhookId?: string;
}

export class AtWebhookDelivery extends AtTrial {
  @Identifier({ description: 'The delivery.' }) deliveryId: string;
}

export class ReplayWebhookDeliveryCommand extends AtWebhookDelivery {
  @ReasonForChange() reason: string;
}

export class ReplayWebhookCommand extends ChangeWebhookCommand {
  @Moment({ description: 'Everything that happened at this moment or later is sent again.' }) since: string;
}

export class ReplayedDeliveries {
  @Whole({ ...COUNT, description: 'How many messages are sent again.' }) replayed: number;
}

const managers = ['data-manager', 'administrator'] as const;

export const createWebhook = defineCommand({
  service: 'scheduling',
  name: 'create-webhook',
  route: 'POST /trials/:trialId/webhooks',
  summary: 'Has news of scheduling at some sites posted to an address, signed',
  request: CreateWebhookCommand,
  result: WebhookWithSecret,
  roles: managers,
  rejections: ['webhooks-unavailable', 'webhook-url-refused', 'site-unknown'],
});

export const rotateWebhookSecret = defineCommand({
  service: 'scheduling',
  name: 'rotate-webhook-secret',
  route: 'POST /trials/:trialId/webhooks/:webhookId/secrets',
  summary: 'Gives a webhook a new signing secret; the one before signs as well for a while',
  request: ChangeWebhookCommand,
  result: WebhookWithSecret,
  roles: managers,
  rejections: ['webhooks-unavailable', 'webhook-unknown'],
});

export const pauseWebhook = defineCommand({
  service: 'scheduling',
  name: 'pause-webhook',
  route: 'POST /trials/:trialId/webhooks/:webhookId/pause',
  summary: 'Keeps messages back until the webhook is resumed',
  request: ChangeWebhookCommand,
  result: WebhookView,
  status: 200,
  roles: managers,
  rejections: ['webhook-unknown', 'webhook-not-active'],
});

export const resumeWebhook = defineCommand({
  service: 'scheduling',
  name: 'resume-webhook',
  route: 'POST /trials/:trialId/webhooks/:webhookId/resumption',
  summary: 'Sends what was kept back while the webhook was paused or disabled, and goes on',
  request: ChangeWebhookCommand,
  result: WebhookView,
  status: 200,
  roles: managers,
  rejections: ['webhook-unknown', 'webhook-already-active'],
});

export const deleteWebhook = defineCommand({
  service: 'scheduling',
  name: 'delete-webhook',
  route: 'DELETE /trials/:trialId/webhooks/:webhookId',
  summary: 'Ends a webhook; what was not delivered is stopped, the ledger stays',
  request: ChangeWebhookCommand,
  result: DeletedWebhook,
  status: 200,
  roles: managers,
  rejections: ['webhook-unknown'],
});

export const replayWebhook = defineCommand({
  service: 'scheduling',
  name: 'replay-webhook',
  route: 'POST /trials/:trialId/webhooks/:webhookId/replays',
  summary: 'Sends everything again that was delivered or given up since a moment, under the same ids',
  request: ReplayWebhookCommand,
  result: ReplayedDeliveries,
  status: 202,
  roles: managers,
  rejections: ['webhook-unknown', 'webhook-not-active'],
});

export const replayWebhookDelivery = defineCommand({
  service: 'scheduling',
  name: 'replay-webhook-delivery',
  route: 'POST /trials/:trialId/webhook-deliveries/:deliveryId/replays',
  summary: 'Sends one message again that was delivered or given up, under the same id',
  request: ReplayWebhookDeliveryCommand,
  result: WebhookDeliveryView,
  status: 202,
  roles: managers,
  rejections: ['webhook-delivery-unknown', 'webhook-unknown', 'webhook-delivery-not-settled', 'webhook-not-active'],
});

export const listWebhooks = defineQuery({
  service: 'scheduling',
  name: 'list-webhooks',
  route: 'GET /trials/:trialId/webhooks',
  summary: 'The webhooks of the trial at your sites, without their secrets',
  request: PageOfTrial,
  result: WebhookPage,
  roles: managers,
  rejections: ['cursor-not-readable'],
});

export const listWebhookDeliveries = defineQuery({
  service: 'scheduling',
  name: 'list-webhook-deliveries',
  route: 'GET /trials/:trialId/webhook-deliveries',
  summary: 'The ledger of messages to webhooks at your sites, oldest first',
  request: ListWebhookDeliveries,
  result: WebhookDeliveryPage,
  roles: managers,
  rejections: ['cursor-not-readable'],
});

export const listWebhookDeadLetters = defineQuery({
  service: 'scheduling',
  name: 'list-webhook-dead-letters',
  route: 'GET /trials/:trialId/webhook-dead-letters',
  summary: 'Messages to webhooks that were given up, oldest first',
  request: ListWebhookDeadLetters,
  result: WebhookDeliveryPage,
  roles: managers,
  rejections: ['cursor-not-readable'],
});

export const readWebhookDelivery = defineQuery({
  service: 'scheduling',
  name: 'read-webhook-delivery',
  route: 'GET /trials/:trialId/webhook-deliveries/:deliveryId',
  summary: 'One message to a webhook with every attempt to send it',
  request: AtWebhookDelivery,
  result: WebhookDeliveryDetail,
  roles: managers,
  rejections: ['webhook-delivery-unknown'],
});
