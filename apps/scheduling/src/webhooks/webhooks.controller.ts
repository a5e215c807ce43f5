import { Controller } from '@nestjs/common';
import {
  createWebhook,
  deleteWebhook,
  listWebhookDeadLetters,
  listWebhookDeliveries,
  listWebhooks,
  pauseWebhook,
  readWebhookDelivery,
  replayWebhook,
  replayWebhookDelivery,
  resumeWebhook,
  rotateWebhookSecret,
  type AtWebhookDelivery,
  type ChangeWebhookCommand,
  type CreateWebhookCommand,
  type DeletedWebhook,
  type ListWebhookDeadLetters,
  type ListWebhookDeliveries,
  type PageOfTrial,
  type ReplayedDeliveries,
  type ReplayWebhookCommand,
  type ReplayWebhookDeliveryCommand,
  type WebhookDeliveryDetail,
  type WebhookDeliveryPage,
  type WebhookDeliveryView,
  type WebhookPage,
  type WebhookView,
  type WebhookWithSecret,
} from '@trial/contracts';
import type { Context } from '@trial/kernel';
import { OnCommand, OnQuery } from '@trial/messaging';
import { Transactions } from '@trial/persistence';
import { ChangeWebhook } from './change-webhook.js';
import { CreateWebhook } from './create-webhook.js';
import { ReplayWebhook } from './replay-webhook.js';
import { RotateWebhookSecret } from './rotate-webhook-secret.js';
import { deliveryDetail, deliveryPage, webhookPage } from './webhook.reads.js';

@Controller()
export class WebhooksController {
  constructor(
    private readonly transactions: Transactions,
    private readonly creating: CreateWebhook,
    private readonly rotating: RotateWebhookSecret,
    private readonly changing: ChangeWebhook,
    private readonly replaying: ReplayWebhook,
  ) {}

  @OnCommand(createWebhook)
  create(command: CreateWebhookCommand, context: Context): Promise<WebhookWithSecret> {
    return this.creating.execute(command, context);
  }

  @OnCommand(rotateWebhookSecret)
  rotate(command: ChangeWebhookCommand, context: Context): Promise<WebhookWithSecret> {
    return this.rotating.execute(command, context);
  }

  @OnCommand(pauseWebhook)
  pause(command: ChangeWebhookCommand, context: Context): Promise<WebhookView> {
    return this.changing.pause(command, context);
  }

  @OnCommand(resumeWebhook)
  resume(command: ChangeWebhookCommand, context: Context): Promise<WebhookView> {
    return this.changing.resume(command, context);
  }

  @OnCommand(deleteWebhook)
  delete(command: ChangeWebhookCommand, context: Context): Promise<DeletedWebhook> {
    return this.changing.delete(command, context);
  }

  @OnCommand(replayWebhook)
  replaySince(command: ReplayWebhookCommand, context: Context): Promise<ReplayedDeliveries> {
    return this.replaying.since(command, context);
  }

  @OnCommand(replayWebhookDelivery)
  replayOne(command: ReplayWebhookDeliveryCommand, context: Context): Promise<WebhookDeliveryView> {
    return this.replaying.one(command, context);
  }

  @OnQuery(listWebhooks)
  list(request: PageOfTrial, context: Context): Promise<WebhookPage> {
    return this.transactions.read(context, (tx) => webhookPage(tx, request));
  }

  @OnQuery(listWebhookDeliveries)
  listDeliveries(request: ListWebhookDeliveries, context: Context): Promise<WebhookDeliveryPage> {
    return this.transactions.read(context, (tx) => deliveryPage(tx, request, request.state));
  }

  @OnQuery(listWebhookDeadLetters)
  listDeadLetters(request: ListWebhookDeadLetters, context: Context): Promise<WebhookDeliveryPage> {
    return this.transactions.read(context, (tx) => deliveryPage(tx, request, 'dead'));
  }

  @OnQuery(readWebhookDelivery)
  readDelivery(request: AtWebhookDelivery, context: Context): Promise<WebhookDeliveryDetail> {
    return this.transactions.read(context, (tx) => deliveryDetail(tx, request));
  }
}
