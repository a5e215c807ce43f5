import { Rejection } from '@trial/kernel';
import type { Transaction } from '@trial/persistence';
import { Visits, type Visit } from './visit.table.js';

/** The visit an event is about, learned now if this is the first word of it. Lock its participant before. */
export async function rememberedVisit(
  tx: Transaction,
  { visitId, ...place }: { visitId: string; participantId: string; trialId: string; siteId: string },
): Promise<Visit> {
  await tx.query(
    'insert into visit (id, trial_id, site_id, participant_id) values ($1, $2, $3, $4) on conflict (id) do nothing',
    [visitId, place.trialId, place.siteId, place.participantId],
  );
  const visit = await tx.rows(Visits).findOneBy({ id: visitId, participantId: place.participantId });
  if (!visit) throw new Rejection('visit-unknown', { rule: 'this visit is known of another participant' });
  return visit;
}
