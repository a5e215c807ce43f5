import { IsNull } from 'typeorm';
import { regradingSettled } from '@trial/contracts';
import { publish } from '@trial/messaging';
import type { Transaction } from '@trial/persistence';
import type { AdverseEvent } from '../domain/adverse-event.js';
import { Regradings, type Regrading } from './regrading.table.js';

/** Everything that was open of an event, whose row the caller has locked; answers how many. */
export async function settleRegradings(
  tx: Transaction,
  { id: adverseEventId, trialId, siteId, participantId }: AdverseEvent,
  answer: NonNullable<Regrading['answer']>,
  reason: string,
): Promise<number> {
  const open = await tx.rows(Regradings).findBy({ adverseEventId, answer: IsNull() });
  for (const { id } of open) {
    await tx.rows(Regradings).update({ id }, { answer, reason, settledBy: tx.context.actor, settledAt: tx.now });
    publish(tx, regradingSettled, { trialId, siteId, participantId, adverseEventId, regradingId: id, answer });
  }
  return open.length;
}
