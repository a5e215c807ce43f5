import { Rejection } from './rejection.js';

/** Five minutes: long enough for an emergency, too short for a terminal that somebody left. */
const FRESH_FOR_SECONDS = 300;

/**
 * Whether a person gave proof of who they are so recently that they may do what cannot be taken back (ES5).
 * `secondsAgo` is undefined when nobody knows, which is not recent.
 */
export const isFresh = (secondsAgo: number | undefined): boolean =>
  secondsAgo !== undefined && secondsAgo <= FRESH_FOR_SECONDS;

export const signInNotFresh = (): Rejection =>
  new Rejection('sign-in-not-fresh', { rule: 'sign in again, then repeat; a sign-in counts for five minutes' });
