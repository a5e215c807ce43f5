import type { EventContract, EventOf, WebhookKind } from '@trial/contracts';
import { instant } from '@trial/kernel';
import type { Transaction } from '@trial/persistence';
import type { News } from '../domain/webhooks/message.js';

/**
 * Writes a message to every webhook that is to hear of something, into the ledger and the queue; once, however often it
 * is told. A webhook hears what happened after it was made; one that is kept back keeps its messages.
 */
export async function spreadNews(tx: Transaction, news: News & { readonly kind: WebhookKind }): Promise<void> {
  const { key, kind, trialId, siteId, participantId, visitId } = news;
  const occurredAt = news.occurredAt.toString();
  // Locked: what is paused at the same moment holds this message, or sees it.
  const webhooks = await tx.query<{ id: string; state: string }>(
    `select id, state from webhook
      where trial_id = $1 and $2 = any (sites) and $3 = any (kinds) and state <> 'deleted' and created_at <= $4
      order by id for share`,
    [trialId, siteId, kind, occurredAt],
  );
  for (const { id, state } of webhooks) {
    const isActive = state === 'active';
    await tx.query(
      `with added as (
         insert into webhook_delivery (id, webhook_id, news, kind, occurred_at, trial_id, site_id, participant_id, visit_id,
                                       state, because, round, tries, attempts)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 1, 0, 0)
         on conflict on constraint webhook_delivery_once do nothing returning id, webhook_id, trial_id, site_id)
       insert into webhook_queue (delivery_id, webhook_id, trial_id, site_id, next_try_at)
       select id, webhook_id, trial_id, site_id, clock_timestamp() from added where $10 = 'waiting'`,
      [
        ...[tx.newId(), id, key, kind, occurredAt, trialId, siteId, participantId, visitId],
        ...[isActive ? 'waiting' : 'held', isActive ? null : state],
      ],
    );
  }
}

type OfVisit = EventContract<`scheduling.${WebhookKind}.v1`>;

/** An event of scheduling about a visit, as news. */
export function newsIn(contract: OfVisit, event: EventOf<EventContract>): News & { readonly kind: WebhookKind } {
  const { trialId, siteId, participantId, visitId } = event.data as Pick<
    News,
    'trialId' | 'siteId' | 'participantId' | 'visitId'
  >;
  const kind = contract.type.slice('scheduling.'.length, -'.v1'.length) as WebhookKind;
  return { key: event.id, kind, occurredAt: instant(event.time), trialId, siteId, participantId, visitId };
}
