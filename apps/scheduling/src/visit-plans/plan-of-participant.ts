import { endOfDay, plainDate, type Instant } from '@trial/kernel';
import { isVisitOf, visitsIfNeverTreated, type TrialFile } from '@trial/trial-configuration';
import { anchorOf, type Anchor } from '../domain/anchor.js';
import { occurredOf, type Occurred } from '../domain/attendance.js';
import { planVisits, type PlannedVisit } from '../domain/visit-plan.js';
import type { Visit } from '../domain/visit.js';
import type { Participant } from '../participants/participant.table.js';

/** What of a participant the plan depends on. */
export type PlanBasis = Pick<
  Participant,
  | 'consentedAt'
  | 'randomisedAt'
  | 'anchorAt'
  | 'treatmentRuledOutAt'
  | 'treatmentDecision'
  | 'arm'
  | 'zone'
  | 'endedAs'
  | 'endedAt'
>;

/** What of a trial file the plan depends on. */
export type PlanRules = Pick<TrialFile, 'anchor' | 'masking' | 'visits' | 'ifNeverTreated'>;

/**
 * The plan of a participant under a version of the trial, from what is known now; pure, so that the impact of an
 * amendment can be told before it happens.
 *
 * @param visits those the participant has: a visit may count from another as it took place.
 * @param followUpEndsOn the last civil day of follow-up for everybody at the site, once it is known.
 */
export function planOfParticipant(
  trial: PlanRules,
  participant: PlanBasis,
  visits: readonly AttendedVisit[],
  followUpEndsOn: string | null,
): readonly PlannedVisit[] {
  const { consentedAt, randomisedAt, arm, endedAs, endedAt } = participant;
  const zone = participant.zone ?? 'UTC';
  const ruledOutAt = ruledOutAtOf(participant);
  const has = ruledOutAt === null ? trial.visits : visitsIfNeverTreated(trial);
  const rules = has.filter((visit) => isVisitOf(visit, trial.masking.masked, arm));
  const followUpEndsAt = followUpEndsOn === null ? null : endOfDay(plainDate(followUpEndsOn), zone);
  const leftEarlyAt = endedAs === 'withdrawn' ? endedAt : null;
  const screeningEndsAt =
    anchorOfParticipant(trial, { ...participant, randomisedAt: null, anchorAt: null })?.at ?? null;
  const facts = {
    screeningEndsAt,
    consentedAt,
    randomisedAt,
    leftEarlyAt,
    followUpEndsAt,
    contactOnly: ruledOutAt !== null,
    followUpFrom: trial.anchor.event === 'randomisation' ? null : ruledOutAt,
    attended: attendedOf(visits),
  };
  return rules.length === 0
    ? []
    : planVisits(rules, { ...facts, anchor: anchorOfParticipant(trial, participant) }, zone);
}

/** Day 0 of a participant under a version of the trial. */
export const anchorOfParticipant = (
  trial: Pick<TrialFile, 'anchor' | 'visits'>,
  participant: PlanBasis,
): Anchor | null => {
  const { consentedAt, randomisedAt, anchorAt, zone } = participant;
  return anchorOf(
    { consentedAt, randomisedAt, treatedAt: anchorAt, ruledOutAt: ruledOutAtOf(participant) },
    trial.anchor.event === 'randomisation' ? 'randomisation' : 'treatment',
    trial.visits,
    zone ?? 'UTC',
  );
};

/** What was given counts more than the word that nothing will be. */
const ruledOutAtOf = ({ anchorAt, treatmentRuledOutAt }: PlanBasis): Instant | null =>
  anchorAt === null ? treatmentRuledOutAt : null;

type AttendedVisit = Pick<Visit, 'visitCode' | 'kind' | 'occurredAt' | 'occurredOn'>;

const attendedOf = (visits: readonly AttendedVisit[]): Map<string, Occurred> =>
  new Map(
    visits.flatMap((visit) => {
      const occurred = occurredOf(visit);
      return visit.kind === 'scheduled' && occurred !== null ? [[visit.visitCode, occurred] as const] : [];
    }),
  );
