import {
  keyAfter,
  pageOf,
  pageSize,
  type AtWebhook,
  type AtWebhookDelivery,
  type ListWebhookDeadLetters,
  type PageOfTrial,
  type WebhookAttemptView,
  type WebhookDeliveryDetail,
  type WebhookDeliveryPage,
  type WebhookPage,
} from '@trial/contracts';
import { Rejection } from '@trial/kernel';
import type { Transaction } from '@trial/persistence';
import { deliveryViewOf, webhookViewOf, written } from './webhook-view.js';
import { WebhookDeliveries, type StoredDelivery } from './webhook-delivery.table.js';
import { Webhooks, type StoredWebhook } from './webhook.table.js';

/** A webhook, locked; `Rejection('webhook-unknown')` unless every one of its sites is the caller's. */
export async function lockWebhook(tx: Transaction, { webhookId: id }: AtWebhook): Promise<StoredWebhook> {
  const webhook = await tx.rows(Webhooks).findOne({ where: { id }, lock: { mode: 'pessimistic_write' } });
  if (!webhook || webhook.state === 'deleted' || !webhook.sites.every((site) => tx.context.sites.includes(site)))
    throw new Rejection('webhook-unknown', { field: 'webhookId' });
  return webhook;
}

/** A delivery at a site of the caller; `Rejection('webhook-delivery-unknown')`. */
export async function findDelivery(tx: Transaction, { deliveryId: id }: AtWebhookDelivery): Promise<StoredDelivery> {
  const delivery = await tx.rows(WebhookDeliveries).findOneBy({ id });
  if (!delivery) throw new Rejection('webhook-delivery-unknown', { field: 'deliveryId' });
  return delivery;
}

/** The webhooks all of whose sites are the caller's, by their id, but for deleted ones. */
export async function webhookPage(tx: Transaction, request: PageOfTrial): Promise<WebhookPage> {
  const limit = pageSize(request);
  const rows = await tx
    .rows(Webhooks)
    .createQueryBuilder('webhook')
    .where(`webhook.state <> 'deleted' and webhook.sites <@ :sites and webhook.id::text > :after`, {
      sites: tx.context.sites,
      after: keyAfter(request.cursor),
    })
    .orderBy('webhook.id')
    .limit(limit + 1)
    .getMany();
  const { items, ...rest } = pageOf(rows, limit, ({ id }) => id);
  return { items: items.map(webhookViewOf), ...rest };
}

/** The ledger at the sites of the caller, by the time of what it tells of; one state of it when asked for. */
export async function deliveryPage(
  tx: Transaction,
  request: ListWebhookDeadLetters,
  state: string | undefined,
): Promise<WebhookDeliveryPage> {
  const { trialId, webhookId } = request;
  const limit = pageSize(request);
  const rows = await tx
    .rows(WebhookDeliveries)
    .createQueryBuilder('delivery')
    .where({ trialId, ...(webhookId ? { webhookId } : {}), ...(state ? { state } : {}) })
    .andWhere(`${SORT_KEY} > :after`, { after: keyAfter(request.cursor) })
    .orderBy('delivery.occurredAt')
    .addOrderBy('delivery.id')
    .limit(limit + 1)
    .getMany();
  const { items, ...rest } = pageOf(rows, limit, ({ occurredAt, id }) => `${written(occurredAt)} ${id}`);
  return { items: items.map(deliveryViewOf), ...rest };
}

/** One message with every attempt to send it; `Rejection('webhook-delivery-unknown')`. */
export async function deliveryDetail(tx: Transaction, request: AtWebhookDelivery): Promise<WebhookDeliveryDetail> {
  const delivery = await findDelivery(tx, request);
  const attempts = await tx.query<AttemptRow>(
    `select number, round, outcome, status_code as "statusCode",
            ${asText('started_at')} as "startedAt", ${asText('ended_at')} as "endedAt"
       from webhook_attempt where delivery_id = $1 order by number desc limit 1000`,
    [delivery.id],
  );
  return { delivery: deliveryViewOf(delivery), attempts: attempts.reverse().map(attemptViewOf) };
}

interface AttemptRow extends Omit<WebhookAttemptView, 'statusCode' | 'endedAt'> {
  readonly statusCode: number | null;
  readonly endedAt: string | null;
}

const attemptViewOf = ({ statusCode, endedAt, ...attempt }: AttemptRow): WebhookAttemptView => ({
  ...attempt,
  ...(endedAt === null ? {} : { endedAt }),
  ...(statusCode === null ? {} : { statusCode }),
});

const asText = (column: string): string => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** The key of `pageOf` in SQL; as text, byte by byte, because a cursor may hold any text. */
const SORT_KEY = `(${asText('delivery.occurred_at')} || ' ' || delivery.id::text) collate "C"`;
