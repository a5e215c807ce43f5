import { Choice, Code, Flag, Identifier, Moment, Part, Parts, Text, Whole } from '../fields.js';
import { defineCommand, defineQuery } from '../operation.js';
import { AtParticipant, AtTrial, PageOfTrial } from '../places.js';

const STAFF = ['study-nurse', 'investigator', 'data-manager', 'monitor'] as const;
const STATES = ['planned', 'waiting', 'held', 'sent', 'failed', 'stopped'] as const;
const COUNT = { min: 0, max: 10_000_000 };

export class SetSiteNoticeContactCommand extends AtTrial {
  @Code({ description: 'The site.' }) siteId: string;
  @Choice(STAFF, { description: 'The role whose mailbox it is.' }) recipient: string;
  @Text({ max: 254, description: 'One e-mail address; it is never shown again.' }) address: string;
  @Text({ max: 64, description: 'IANA zone of the recipient, for quiet hours.' }) zone: string;
  @Choice(['en', 'nl']) language: string;
}

export class SetParticipantNoticeContactCommand extends AtParticipant {
  @Code({ description: 'The site of the participant.' }) siteId: string;
  @Text({ max: 254, description: 'One e-mail address; it is never shown again.' }) address: string;
  @Text({ max: 64, description: 'IANA zone of the participant, for quiet hours.' }) zone: string;
  @Choice(['en', 'nl']) language: string;
  @Flag({ description: 'Whether the participant agreed to be sent messages.' }) consented: boolean;
}

export class EraseParticipantNoticeContactCommand extends AtParticipant {
  @Text({ min: 2, max: 500, description: 'Why it is erased.' }) reason: string;
}

/** A contact without its address: who asks has it, or has no business with it. */
export class NoticeContactView {
  @Code() siteId: string;
  @Identifier({ optional: true }) participantId?: string;
  @Text({ description: 'participant, or a role.' }) recipient: string;
  @Text() zone: string;
  @Choice(['en', 'nl']) language: string;
  @Flag() consented: boolean;
  @Flag({ description: 'Whether an address is kept.' }) hasAddress: boolean;
}

export class NoticeView {
  @Identifier() noticeId: string;
  @Identifier() participantId: string;
  @Code() siteId: string;
  @Identifier() visitId: string;
  @Code() visitCode: string;
  @Text({ description: 'The rule of the trial file that asks for it.' }) rule: string;
  @Whole({ min: 1, max: 100_000, description: 'The version of the trial whose rule it is.' }) trialVersion: number;
  @Choice(['visit', 'forms']) about: string;
  @Text({ description: 'participant, or a role of the site; never an address.' }) recipient: string;
  @Whole({ ...COUNT, description: '0 for the reminder, then the steps of the escalation.' }) step: number;
  @Text({ description: 'How it is sent.' }) channel: string;
  @Choice(STATES) state: string;
  @Text({ optional: true, description: 'Why it is held, stopped or failed (code).' }) because?: string;
  @Moment({ description: 'What the rule says.' }) momentAt: string;
  @Moment({ description: 'The same, or the end of the quiet hours.' }) dueAt: string;
  @Moment({ optional: true, description: 'When it was sent, stopped, or given up.' }) settledAt?: string;
  @Moment({ optional: true, description: 'When somebody said that they are seeing to it.' }) acknowledgedAt?: string;
  @Whole({ ...COUNT, description: 'How often sending was tried.' }) attempts: number;
}

export class NoticeAttemptView {
  @Whole(COUNT) number: number;
  @Text({ description: 'The Message-ID: the same for every attempt of one message.' }) messageId: string;
  @Moment() startedAt: string;
  @Moment({ optional: true }) endedAt?: string;
  @Choice(['in-doubt', 'sent', 'refused', 'deferred', 'unreachable'], {
    description: 'In doubt while it runs, and for ever when the process died in it.',
  })
  outcome: string;
  @Whole({ optional: true, min: 0, max: 999, description: 'The reply code of the server.' }) replyCode?: number;
}

export class NoticeDetail {
  @Part(() => NoticeView) notice: NoticeView;
  @Parts(() => NoticeAttemptView, { max: 1_000 }) attempts: NoticeAttemptView[];
}

export class NoticePage {
  @Parts(() => NoticeView) items: NoticeView[];
  @Text({ optional: true }) nextCursor?: string;
}

export class ListNotices extends PageOfTrial {
  @Choice(STATES, { optional: true }) state?: string;
  @Identifier({ optional: true }) participantId?: string;
  @Identifier({ optional: true }) visitId?: string;
}

export class AtNotice extends AtTrial {
  @Identifier({ description: 'The notice.' }) noticeId: string;
}

export class AcknowledgeNoticeCommand extends AtNotice {}

export class ResendNoticeCommand extends AtNotice {
  @Text({ min: 2, max: 500, description: 'Why it is sent again.' }) reason: string;
}

export class NoticeWatch {
  @Whole({ ...COUNT, description: 'Intended by the rules and not in the ledger.' }) missing: number;
  @Whole({ ...COUNT, description: 'Open in the ledger and no longer intended by the rules.' }) unexpected: number;
  @Whole({ ...COUNT, description: 'In the ledger for another moment than the rules say.' }) misplaced: number;
  @Whole({ ...COUNT, description: 'Due for more than a minute, neither sent, held nor given up.' })
  dueWithoutOutcome: number;
  @Whole({ ...COUNT, description: 'Held for want of an address, consent or mail server.' }) held: number;
  @Whole({ ...COUNT, description: 'Given up.' }) failed: number;
  @Whole({ ...COUNT, description: 'Attempts of which nobody knows how they ended.' }) inDoubt: number;
}

const site = ['investigator', 'study-nurse'] as const;
const readers = [...site, 'monitor', 'data-manager'] as const;

export const setSiteNoticeContact = defineCommand({
  service: 'scheduling',
  name: 'set-site-notice-contact',
  route: 'PUT /trials/:trialId/sites/:siteId/notice-contacts/:recipient',
  summary: 'Says where reminders for a role of a site go',
  request: SetSiteNoticeContactCommand,
  result: NoticeContactView,
  status: 200,
  roles: [...site, 'data-manager'],
  rejections: ['site-unknown', 'address-not-readable', 'zone-unknown'],
});

export const setParticipantNoticeContact = defineCommand({
  service: 'scheduling',
  name: 'set-participant-notice-contact',
  route: 'PUT /trials/:trialId/participants/:participantId/notice-contact',
  summary: 'Says where reminders for a participant go, and whether they agreed to them',
  request: SetParticipantNoticeContactCommand,
  result: NoticeContactView,
  status: 200,
  roles: site,
  rejections: ['site-unknown', 'participant-unknown', 'address-not-readable', 'zone-unknown'],
});

export const eraseParticipantNoticeContact = defineCommand({
  service: 'scheduling',
  name: 'erase-participant-notice-contact',
  route: 'DELETE /trials/:trialId/participants/:participantId/notice-contact',
  summary: 'Erases the address of a participant; nothing is sent to them any more',
  request: EraseParticipantNoticeContactCommand,
  result: NoticeContactView,
  status: 200,
  roles: site,
  rejections: ['notice-contact-unknown'],
});

export const acknowledgeNotice = defineCommand({
  service: 'scheduling',
  name: 'acknowledge-notice',
  route: 'POST /trials/:trialId/notices/:noticeId/acknowledgement',
  summary: 'Says that somebody is seeing to it: nobody further is told',
  request: AcknowledgeNoticeCommand,
  result: NoticeView,
  status: 200,
  roles: readers,
  rejections: ['notice-unknown', 'notice-not-due'],
});

export const resendNotice = defineCommand({
  service: 'scheduling',
  name: 'resend-notice',
  route: 'POST /trials/:trialId/notices/:noticeId/resends',
  summary: 'Sends a message once more that was sent or given up',
  request: ResendNoticeCommand,
  result: NoticeView,
  status: 200,
  roles: site,
  rejections: ['notice-unknown', 'notice-not-sent'],
});

export const readNotice = defineQuery({
  service: 'scheduling',
  name: 'read-notice',
  route: 'GET /trials/:trialId/notices/:noticeId',
  summary: 'One intended message: why, when, and every attempt to send it',
  request: AtNotice,
  result: NoticeDetail,
  roles: readers,
  rejections: ['notice-unknown'],
});

export const listNotices = defineQuery({
  service: 'scheduling',
  name: 'list-notices',
  route: 'GET /trials/:trialId/notices',
  summary: 'The ledger of intended messages at the sites you may see, by the moment they are due',
  request: ListNotices,
  result: NoticePage,
  roles: readers,
  rejections: ['cursor-not-readable'],
});

export const watchNotices = defineQuery({
  service: 'scheduling',
  name: 'watch-notices',
  route: 'GET /trials/:trialId/notice-watch',
  summary: 'Compares the ledger with what the rules intend, and counts what has no outcome',
  request: AtTrial,
  result: NoticeWatch,
  roles: readers,
  rejections: [],
});
