import type { Transaction } from '@trial/persistence';
import type { Consented } from '../participants/version-gone-by.js';
import { openedVisits } from '../visit-windows/opened-visits.reads.js';
import type { StoredVisit } from '../visits/visit.table.js';
import { followUpEndAt } from './follow-up-end.reads.js';
import type { PlanFacts } from './replan-of-participant.js';

/** What the plan of a participant is made again from, beside what is known of them and their visits. */
export const planFactsOf = async (
  tx: Transaction,
  participant: Consented,
  visits: readonly StoredVisit[],
): Promise<PlanFacts> => ({
  participant,
  visits,
  followUpEndsOn: await followUpEndAt(tx, participant),
  opened: participant.treatmentDecision === 0 ? new Set() : await openedVisits(tx, visits),
});
