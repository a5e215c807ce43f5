import type { Instant } from '@trial/kernel';
import type { Trials } from '@trial/trial-configuration';
import { keepWhatOpened } from '../domain/keep-what-opened.js';
import { isSettledByPeople, replanVisits, type Replan } from '../domain/replan.js';
import type { PlannedVisit } from '../domain/visit-plan.js';
import type { Consented } from '../participants/version-gone-by.js';
import type { StoredVisit } from '../visits/visit.table.js';
import { planOfParticipant } from './plan-of-participant.js';

/** What a plan is made again from. */
export interface PlanFacts {
  /** With the version they go by now. */
  readonly participant: Consented;
  readonly visits: readonly StoredVisit[];
  readonly followUpEndsOn: string | null;
  /** The ids of visits whose window has opened; none are looked for while nothing was decided about treatment. */
  readonly opened: ReadonlySet<string>;
}

interface PlannedAgain extends Omit<Replan<StoredVisit>, 'kept' | 'moved'> {
  /** Each with the version by whose rules it moves. */
  readonly moved: readonly { readonly from: StoredVisit; readonly to: StoredVisit; readonly version: number }[];
}

/**
 * What becomes of the visits of a participant when their plan is made again; pure, so that it can be told before it happens.
 * Whoever has left gets no visit any more, but the one that is held because they left. For the rest see `replanVisits`.
 */
export function replanOfParticipant(
  trials: Pick<Trials, 'version'>,
  { participant, visits, followUpEndsOn, opened }: PlanFacts,
  now: Instant,
  newlyPlanned: 'always' | 'while-possible',
  dayZero: 'as-before' | 'corrected',
): PlannedAgain {
  const { trialId, trialVersion, endedAt } = participant;
  const hasLeft = endedAt !== null;
  const replanBy = (version: number, of: readonly StoredVisit[]): Replan<StoredVisit> => {
    const plan = planOfParticipant(trials.version(trialId, version), participant, visits, followUpEndsOn);
    return replanVisits(
      of,
      keepWhatOpened(plan, of, ({ id }) => opened.has(id)),
      now,
      newlyPlanned,
      dayZero,
    );
  };
  const movedBy = (version: number, { moved }: Replan<StoredVisit>): PlannedAgain['moved'] =>
    moved
      .filter(({ from }) => (from.state === 'planned' ? !hasLeft : from.trialVersion === version))
      .map((each) => ({ ...each, version }));

  const replan = replanBy(trialVersion, visits);
  const before = versionsBefore(trialVersion, visits);
  return {
    added: replan.added.filter((visit) => !hasLeft || isHeldBecauseOfTheEnd(visit)),
    renewed: hasLeft ? [] : replan.renewed,
    moved: [trialVersion, ...before].flatMap((version) =>
      movedBy(version, version === trialVersion ? replan : replanBy(version, settledUnder(version, visits))),
    ),
    dropped: hasLeft ? [] : replan.dropped,
  };
}

/** What somebody settled goes by the rules it took place under, whatever version came later. */
const settledUnder = (version: number, visits: readonly StoredVisit[]): readonly StoredVisit[] =>
  visits.filter((visit) => isSettledByPeople(visit) && visit.trialVersion === version);

const versionsBefore = (trialVersion: number, visits: readonly StoredVisit[]): ReadonlySet<number> =>
  new Set(visits.map((visit) => visit.trialVersion).filter((version) => version < trialVersion));

const isHeldBecauseOfTheEnd = ({ phase }: PlannedVisit): boolean => phase === 'early-termination';
