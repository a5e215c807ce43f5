import { compareInstants, isAfter, Rejection, type Id, type Instant, type PersonId } from '@trial/kernel';

export type PauseId = Id<'pause'>;

/** Nobody is randomised while one stands; lifted or not, it stays on record. */
export interface Pause {
  readonly id: PauseId;
  readonly pausedBy: PersonId;
  readonly pausedAt: Instant;
  readonly liftedAt: Instant | null;
}

/**
 * When a pause begins: now, or with the last randomisation where its moment lies later. Whoever was randomised while the pause
 * waited for the lock was randomised before it, and the record says so.
 */
export const pauseBegins = (now: Instant, lastRandomisedAt: Instant | null): Instant =>
  lastRandomisedAt !== null && isAfter(lastRandomisedAt, now) ? lastRandomisedAt : now;

/** Since when nobody is randomised: the oldest pause that stands; null while none does. */
export const pausedSince = (pauses: readonly Pause[]): Instant | null =>
  pauses
    .filter(({ liftedAt }) => liftedAt === null)
    .map(({ pausedAt }) => pausedAt)
    .sort(compareInstants)[0] ?? null;

/**
 * Whether somebody may lift a pause. `Rejection`: `pause-already-lifted`; `second-person-needed` where the trial file says
 * that nobody lifts what they signed.
 */
export function mustBeLiftable(pause: Pause, by: PersonId, secondPersonLifts: boolean): void {
  if (pause.liftedAt !== null)
    throw new Rejection('pause-already-lifted', { rule: 'should it have to stop again, sign another pause' });
  if (secondPersonLifts && pause.pausedBy === by)
    throw new Rejection('second-person-needed', { rule: 'in this trial nobody lifts a pause they signed' });
}
