import {
  civilDate,
  comparePlainDates,
  isBefore,
  Rejection,
  type Instant,
  type ParticipantId,
  type PlainDate,
  type SiteId,
  type TimeZone,
  type TrialId,
} from '@trial/kernel';
import type { Eligibility } from './eligibility.js';
import type { ParticipantCode } from './participant-code.js';

/**
 * Where a participant stands in the trial. Randomised and treated are two states: between them lie thaw, preparation
 * and the chance that nothing is given.
 */
export type ParticipantStatus =
  | 'screened'
  | 'consented'
  | 'eligible'
  | 'screen-failed'
  | 'randomised'
  | 'treated'
  | 'completed'
  | 'withdrawn'
  | 'lost'
  | 'died';

/** Read by laboratory reference ranges. */
export type Sex = 'female' | 'male';

/**
 * What a participant withdraws from. The three are separate decisions; data up to the withdrawal stay
 * (CTR art. 28(3)).
 */
export type WithdrawnFrom = 'visits' | 'further-data' | 'samples';

/** The answer to the explicit question whether safety contact goes on: given cells cannot be taken back. */
export type SafetyContact = 'agreed' | 'declined';

export interface Participant {
  readonly id: ParticipantId;
  readonly trialId: TrialId;
  readonly siteId: SiteId;
  readonly code: ParticipantCode;
  readonly yearOfBirth: number;
  readonly sex: Sex;
  readonly status: ParticipantStatus;
  /** The civil day on which screening began at the site. */
  readonly screenedOn: PlainDate;
  /** Signature of the first consent. */
  readonly consentedAt: Instant | null;
  /** The trial version in force at the latest consent; what every later record goes by. */
  readonly trialVersion: number | null;
  readonly randomisedAt: Instant | null;
  /** The mistake is recorded and the allocation stays (R21; Yelland 2018, Clin Trials 15:278). */
  readonly randomisedInError: boolean;
  /** Actual time of the first injection: the anchor of all visits. */
  readonly treatedAt: Instant | null;
  /** When it was decided that nothing will be given; null while treatment is expected, and once it was given. */
  readonly treatmentRuledOutAt: Instant | null;
  readonly endedAt: Instant | null;
  readonly withdrawnFrom: readonly WithdrawnFrom[];
  readonly safetyContact: SafetyContact | null;
}

export type Screening = Pick<Participant, 'trialId' | 'siteId' | 'code' | 'yearOfBirth' | 'sex' | 'screenedOn'>;

/**
 * Enters a person in the screening log. `zone` is the site's.
 * `Rejection`: `screened-in-future`, `year-of-birth-impossible` (before 1900 or after the year of screening).
 */
export function screen(id: ParticipantId, screening: Screening, zone: TimeZone, now: Instant): Participant {
  const { yearOfBirth, screenedOn } = screening;
  if (comparePlainDates(screenedOn, civilDate(now, zone)) > 0) {
    throw new Rejection('screened-in-future', { field: 'screenedOn', rule: 'screening has begun' });
  }
  if (!Number.isInteger(yearOfBirth) || yearOfBirth < 1900 || yearOfBirth > screenedOn.year) {
    throw new Rejection('year-of-birth-impossible', { field: 'yearOfBirth', rule: `from 1900 to ${screenedOn.year}` });
  }
  return {
    id,
    ...screening,
    status: 'screened',
    consentedAt: null,
    trialVersion: null,
    randomisedAt: null,
    randomisedInError: false,
    treatedAt: null,
    treatmentRuledOutAt: null,
    endedAt: null,
    withdrawnFrom: [],
    safetyContact: null,
  };
}

/**
 * Takes over the signed judgement on eligibility; it may be judged again until randomisation (re-check at baseline and
 * before dosing). `Rejection`: `consent-missing`, `not-in-screening`.
 */
export function recordEligibility(participant: Participant, eligibility: Eligibility, now: Instant): Participant {
  checkInScreening(participant);
  if (participant.consentedAt === null) {
    throw new Rejection('consent-missing', { rule: 'consent is signed before eligibility is judged' });
  }
  if (eligibility.outcome === 'eligible') return { ...participant, status: 'eligible' };
  return { ...participant, status: 'screen-failed', endedAt: now };
}

/**
 * Screening ends without a judgement, for example because the person declines to consent.
 * `Rejection('not-in-screening')`.
 */
export function endScreening(participant: Participant, now: Instant): Participant {
  checkInScreening(participant);
  return { ...participant, status: 'screen-failed', endedAt: now };
}

/**
 * Takes the step that cannot be taken back, after the allocation was made under the same lock. `Rejection`:
 * `consent-missing`, `consent-withdrawn`, `eligibility-not-signed`, `not-eligible` (there is no waiver),
 * `already-randomised`, `not-in-screening` (they have died), `clock-went-back` (now lies before consent).
 */
export function randomise(participant: Participant, now: Instant): Participant {
  if (participant.randomisedAt !== null) {
    throw new Rejection('already-randomised', { rule: 'a participant is randomised once' });
  }
  if (participant.consentedAt === null) {
    throw new Rejection('consent-missing', { rule: 'consent is signed before randomisation' });
  }
  if (participant.status === 'withdrawn') {
    throw new Rejection('consent-withdrawn', {
      rule: 'who has withdrawn is not randomised; nothing of theirs goes on',
    });
  }
  if (participant.status === 'died') throw notInScreening();
  if (participant.status === 'consented') {
    throw new Rejection('eligibility-not-signed', { rule: 'an investigator signs every criterion, then randomise' });
  }
  if (participant.status !== 'eligible') {
    throw new Rejection('not-eligible', {
      rule: 'every inclusion criterion is met and no exclusion criterion applies',
    });
  }
  if (isBefore(now, participant.consentedAt)) throw clockWentBack();
  return { ...participant, status: 'randomised', randomisedAt: now };
}

/**
 * Records that the randomisation should not have happened. Status and allocation stay as they are: the participant is
 * analysed as randomised and nobody else gets the row. `Rejection`: `participant-not-randomised`, `already-recorded`.
 */
export function recordRandomisedInError(participant: Participant): Participant {
  if (participant.randomisedAt === null) {
    throw new Rejection('participant-not-randomised', { rule: 'only a randomisation that happened can be an error' });
  }
  if (participant.randomisedInError) throw new Rejection('already-recorded', { rule: 'the error is on record' });
  return { ...participant, randomisedInError: true };
}

/**
 * Treatment was given; also part of it counts. `treatedAt` is the anchor. `Rejection`: `participant-not-randomised`,
 * `already-treated`, `not-in-follow-up`, `treatment-ruled-out`, `injection-before-randomisation`.
 */
export function treat(participant: Participant, treatedAt: Instant): Participant {
  if (participant.randomisedAt === null) {
    throw new Rejection('participant-not-randomised', { rule: 'randomisation precedes treatment' });
  }
  if (participant.treatedAt !== null) throw new Rejection('already-treated', { rule: 'treatment is given once' });
  if (participant.status !== 'randomised') {
    throw new Rejection('not-in-follow-up', { rule: 'the participant has left the trial' });
  }
  refuseWhenRuledOut(participant);
  if (isBefore(treatedAt, participant.randomisedAt)) {
    throw new Rejection('injection-before-randomisation', { rule: 'the first injection follows randomisation' });
  }
  return { ...participant, status: 'treated', treatedAt };
}

/** Whoever will not be treated is given nothing before somebody takes that back: `Rejection('treatment-ruled-out')`. */
export function refuseWhenRuledOut({ treatmentRuledOutAt }: Pick<Participant, 'treatmentRuledOutAt'>): void {
  if (treatmentRuledOutAt !== null) {
    throw new Rejection('treatment-ruled-out', { rule: 'take that back first, with the reason' });
  }
}

function checkInScreening({ status }: Participant): void {
  if (status !== 'screened' && status !== 'consented' && status !== 'eligible') throw notInScreening();
}

const clockWentBack = (): Rejection =>
  new Rejection('clock-went-back', {
    rule: 'the clock shows a time before the consent; have it set right, then repeat',
  });

const notInScreening = (): Rejection =>
  new Rejection('not-in-screening', { rule: 'screening of this participant has ended' });
