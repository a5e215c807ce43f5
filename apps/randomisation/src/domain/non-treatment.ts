import { isAfter, isBefore, Rejection, type Instant } from '@trial/kernel';
import type { Participant } from './participant.js';

/**
 * Somebody randomised will not be treated (S02). They stay in the trial as randomised, and are seen for contact and
 * safety. Which arm they are of changes nothing here.
 *
 * @param decidedAt when it was decided, which may be a while before it is recorded.
 * `Rejection`: `participant-not-randomised`, `already-treated`, `not-in-follow-up`, `treatment-ruled-out-already`,
 * `ruled-out-in-future`, `ruled-out-before-randomisation`.
 */
export function ruleOutTreatment(participant: Participant, decidedAt: Instant, now: Instant): Participant {
  const { randomisedAt, treatedAt, status, treatmentRuledOutAt } = participant;
  if (randomisedAt === null)
    throw new Rejection('participant-not-randomised', { rule: 'nobody expects treatment yet' });
  if (treatedAt !== null) throw new Rejection('already-treated', { rule: 'something was given' });
  if (status !== 'randomised') throw hasLeft();
  if (treatmentRuledOutAt !== null) throw new Rejection('treatment-ruled-out-already', { rule: 'it is said once' });
  if (isAfter(decidedAt, now)) {
    throw new Rejection('ruled-out-in-future', { field: 'decidedAt', rule: 'what is recorded was decided' });
  }
  if (isBefore(decidedAt, randomisedAt)) {
    throw new Rejection('ruled-out-before-randomisation', { field: 'decidedAt', rule: 'randomisation comes first' });
  }
  return { ...participant, treatmentRuledOutAt: decidedAt };
}

/** Treatment is expected again. `Rejection`: `treatment-not-ruled-out`, `not-in-follow-up`. */
export function expectTreatmentAgain(participant: Participant): Participant {
  if (participant.treatmentRuledOutAt === null) {
    throw new Rejection('treatment-not-ruled-out', { rule: 'there is nothing to take back' });
  }
  if (participant.status !== 'randomised') throw hasLeft();
  return { ...participant, treatmentRuledOutAt: null };
}

const hasLeft = (): Rejection => new Rejection('not-in-follow-up', { rule: 'the participant has left the trial' });
