import { Rejection, type Instant } from '@trial/kernel';

/** How long the answer to a code break may be asked for again: an answer that was lost must not be lost in an emergency. */
const SHOWN_FOR_MINUTES = 5;

/**
 * What was disclosed is shown once (UB3); the same request within five minutes is still that once.
 * `Rejection('disclosure-already-shown')`: whoever needs it later breaks the code again, with a reason of its own.
 */
export function checkMayShow(brokenAt: Instant, now: Instant): void {
  if (now.epochMilliseconds - brokenAt.epochMilliseconds > SHOWN_FOR_MINUTES * 60_000) {
    throw new Rejection('disclosure-already-shown', { rule: 'break the code again, with the reason of now' });
  }
}
