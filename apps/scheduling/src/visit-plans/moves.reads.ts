import type { Transaction } from '@trial/persistence';
import type { Trials } from '@trial/trial-configuration';
import { occurrenceOf, type Occurred } from '../domain/attendance.js';
import type { Visit } from '../domain/visit.js';
import { Participants } from '../participants/participant.table.js';
import { hasConsented, versionGoneBy } from '../participants/version-gone-by.js';
import type { StoredVisit } from '../visits/visit.table.js';
import { hasDependents } from './move-dependent-visits.js';
import { planFactsOf } from './plan-facts.reads.js';
import { replanOfParticipant } from './replan-of-participant.js';

/**
 * The visits that would move, should a visit take place then, by id: the plan is made again from that supposition as it
 * will be made from the fact, and nothing is written. Visits that count from neither this visit nor the treatment it is do
 * not move.
 */
export async function movesBy(
  tx: Transaction,
  trials: Trials,
  visits: readonly StoredVisit[],
  visit: StoredVisit,
  occurred: Occurred,
): Promise<ReadonlyMap<string, Visit>> {
  const known = await tx.rows(Participants).findOneBy({ id: visit.participantId });
  if (!known || !hasConsented(known) || known.screeningFailed) return new Map();
  const anchorAt = known.anchorAt ?? treatedAt(visit, occurred);
  if (anchorAt === known.anchorAt && !hasDependents(trials, known, visit)) return new Map();

  const participant = { ...known, anchorAt, trialVersion: versionGoneBy(trials, known, tx.now) };
  const tookPlace = { ...visit, state: 'done', ...occurrenceOf(occurred) } as const;
  const facts = await planFactsOf(
    tx,
    participant,
    visits.map((each) => (each.id === visit.id ? tookPlace : each)),
  );
  const { moved, renewed } = replanOfParticipant(trials, facts, tx.now, 'while-possible', 'as-before');
  const anew = renewed.map(({ from, to }) => ({ from, to: { ...from, ...to } }));
  return new Map(
    [...moved, ...anew].flatMap(({ from, to }) => (isElsewhere(from, to) ? [[from.id, to] as const] : [])),
  );
}

/** Treatment is day 0: the first visit at which something was given says when that was. */
const treatedAt = ({ phase }: Visit, occurred: Occurred) =>
  phase === 'treatment' && typeof occurred !== 'string' ? occurred : null;

const isElsewhere = (from: Visit, to: Visit): boolean =>
  !from.targetAt.equals(to.targetAt) || !from.opensAt.equals(to.opensAt) || !from.closesAt.equals(to.closesAt);
