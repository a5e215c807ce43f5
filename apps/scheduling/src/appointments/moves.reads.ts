import type { Instant } from '@trial/kernel';
import type { Transaction } from '@trial/persistence';
import type { Trials } from '@trial/trial-configuration';
import { replanVisits } from '../domain/replan.js';
import type { Visit } from '../domain/visit.js';
import { Participants } from '../participants/participant.table.js';
import { followUpEndAt } from '../visit-plans/follow-up-end.reads.js';
import { planOfParticipant } from '../visit-plans/plan-of-participant.js';
import type { StoredVisit } from '../visits/visit.table.js';

/**
 * The visits that would move, should a visit take place at a moment, by id: the plan is made anew from that supposition,
 * and nothing is written. Visits that count from neither this visit nor the treatment it is do not move.
 */
export async function movesBy(
  tx: Transaction,
  trials: Trials,
  visits: readonly StoredVisit[],
  visit: StoredVisit,
  at: Instant,
): Promise<ReadonlyMap<string, Visit>> {
  const participant = await tx.rows(Participants).findOneBy({ id: visit.participantId });
  if (!participant || participant.trialVersion === null) return new Map();
  const supposed = visits.map((each) => (each.id === visit.id ? { ...each, occurredAt: at } : each));
  const isTreatment = visit.phase === 'treatment' && participant.anchorAt === null;
  const plan = planOfParticipant(
    trials.version(visit.trialId, participant.trialVersion),
    isTreatment ? { ...participant, anchorAt: at } : participant,
    supposed,
    await followUpEndAt(tx, participant),
  );
  const { moved, renewed } = replanVisits(visits, plan, tx.now, 'while-possible');
  const anew = renewed.map(({ from, to }) => ({ from, to: { ...from, ...to } }));
  return new Map(
    [...moved, ...anew].flatMap(({ from, to }) => (isElsewhere(from, to) ? [[from.id, to] as const] : [])),
  );
}

const isElsewhere = (from: Visit, to: Visit): boolean =>
  !from.targetAt.equals(to.targetAt) || !from.opensAt.equals(to.opensAt) || !from.closesAt.equals(to.closesAt);
