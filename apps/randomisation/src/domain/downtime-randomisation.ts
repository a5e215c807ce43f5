import { isAfter, isBefore, Rejection, type Instant } from '@trial/kernel';
import { randomise, type Participant } from './participant.js';

/**
 * Takes over a randomisation that was made by an envelope at `at`, while the platform could not be reached. Nothing is
 * waived: who may not be randomised may not have been. `Rejection`: `randomised-in-future`, `randomised-before-consent`,
 * and those of `randomise`.
 */
export function randomiseInDowntime(participant: Participant, at: Instant, now: Instant): Participant {
  if (isAfter(at, now)) {
    throw new Rejection('randomised-in-future', { field: 'randomisedAt', rule: 'it has happened' });
  }
  if (participant.consentedAt !== null && isBefore(at, participant.consentedAt)) {
    throw new Rejection('randomised-before-consent', {
      field: 'randomisedAt',
      rule: 'consent is signed before randomisation',
    });
  }
  return randomise(participant, at);
}
