import { isAfter, isBefore, Rejection, type Instant } from '@trial/kernel';
import type { Participant } from './participant.js';

/** The treatment that is the anchor, as it is on record. */
export interface TreatmentOnRecord {
  readonly administrationId: string;
  /** The first and the last injection; of a dose both are when it was given. */
  readonly startedAt: Instant;
  readonly endedAt: Instant;
  /** When the next dose was given, if there was another. */
  readonly nextDoseAt: Instant | null;
}

export interface CorrectedTreatment {
  readonly participant: Participant;
  readonly startedAt: Instant;
  readonly endedAt: Instant;
}

/**
 * Corrects when treatment was given. A session of injections moves as a whole: the clock or the day was wrong, not the
 * minutes between two of them. Also after the end of participation, until the database is locked.
 *
 * `Rejection`: `participant-not-treated`, `treatment-time-unchanged`, `treated-before-randomisation`,
 * `treated-in-future` (the last injection counts), `treated-after-later-dose`, `treated-after-end`.
 */
export function correctTreatmentTime(
  participant: Participant,
  onRecord: TreatmentOnRecord | null,
  anchorAt: Instant,
  now: Instant,
): CorrectedTreatment {
  const { randomisedAt, treatedAt, endedAt: leftAt } = participant;
  if (onRecord === null || treatedAt === null || randomisedAt === null) {
    throw new Rejection('participant-not-treated', { rule: 'there is no time to correct' });
  }
  const endedAt = onRecord.endedAt.add(treatedAt.until(anchorAt));
  if (anchorAt.equals(treatedAt)) refuse('treatment-time-unchanged', 'give the time it really was');
  if (isBefore(anchorAt, randomisedAt)) refuse('treated-before-randomisation', 'randomisation precedes treatment');
  if (isAfter(endedAt, now)) refuse('treated-in-future', 'what is recorded has happened');
  if (onRecord.nextDoseAt !== null && !isBefore(anchorAt, onRecord.nextDoseAt)) {
    refuse('treated-after-later-dose', 'a later dose is on record');
  }
  if (leftAt !== null && isAfter(endedAt, leftAt)) refuse('treated-after-end', 'nobody is treated after leaving');
  return { participant: { ...participant, treatedAt: anchorAt }, startedAt: anchorAt, endedAt };
}

function refuse(code: string, rule: string): never {
  throw new Rejection(code, { field: 'anchorAt', rule });
}
