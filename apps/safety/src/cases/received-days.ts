import { civilDate, compareInstants, Rejection, type TimeZone } from '@trial/kernel';
import type { Transaction } from '@trial/persistence';
import type { AdverseEventId } from '../domain/adverse-event.js';
import type { Received } from '../domain/icsr/case/case-versions.js';
import { FollowUps } from '../judgements/follow-up.table.js';
import { receiptsOf } from '../judgements/receipts.reads.js';

/** The days an event and the latest information about it were received, as the records say them now. `not-received` */
export async function receivedDays(tx: Transaction, adverseEventId: AdverseEventId, zone: TimeZone): Promise<Received> {
  const receipts = (await receiptsOf(tx, adverseEventId)).map(({ receivedAt }) => receivedAt).sort(compareInstants);
  const [first] = receipts;
  if (!first) throw new Rejection('not-received', { rule: 'a case begins with the receipt of the sponsor' });
  const later = (await tx.rows(FollowUps).findBy({ adverseEventId })).map(({ receivedAt }) => receivedAt);
  const latest = [...receipts, ...later].sort(compareInstants).at(-1) ?? first;
  return { firstReceivedOn: civilDate(first, zone), latestReceivedOn: civilDate(latest, zone) };
}
