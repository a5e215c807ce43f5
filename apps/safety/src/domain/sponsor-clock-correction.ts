import { isBefore, Rejection, type Instant, type PersonId } from '@trial/kernel';
import { mustStand, type SponsorClock, type SponsorClockId, type SponsorClockTimes } from './sponsor-clock.js';

/** Who corrects or withdraws a clock of the trial, when, and why. */
export interface Correction {
  readonly by: PersonId;
  readonly at: Instant;
  readonly reason: string;
}

/**
 * Another moment than was recorded: the clock keeps its times and steps aside for one with the right ones, which is answered
 * where the first was. A clock never changes its times, so its id tells which ones somebody corrects. Refused:
 * `sponsor-clock-ended`, `nothing-to-revise`, `answered-before-fact`.
 */
export function correctSponsorClock(
  id: SponsorClockId,
  clock: SponsorClock,
  times: SponsorClockTimes,
  { by, at, reason }: Correction,
): { readonly superseded: SponsorClock; readonly corrected: SponsorClock } {
  mustStand(clock);
  if (times.startedAt.equals(clock.startedAt))
    throw new Rejection('nothing-to-revise', { field: 'happenedAt', rule: 'this is the moment on record' });
  if (clock.metAt !== null && isBefore(clock.metAt, times.startedAt))
    throw new Rejection('answered-before-fact', {
      field: 'happenedAt',
      rule: `it was answered at ${clock.metAt.toString()}`,
    });
  return {
    superseded: { ...clock, endedAs: 'superseded', endedAt: at, endedBy: by, endedReason: reason },
    corrected: { ...clock, ...times, id, supersedes: clock.id, recordedBy: by, recordedAt: at },
  };
}

/**
 * What started it was recorded in error: nothing is due, and everything stays on record. An annual report that was made was
 * due. Refused: `sponsor-clock-ended`, `annual-report-made`.
 */
export function withdrawSponsorClock(clock: SponsorClock, { by, at, reason }: Correction): SponsorClock {
  mustStand(clock);
  if (clock.clock === 'annual-report' && clock.metAt !== null)
    throw new Rejection('annual-report-made', { field: 'clockId', rule: 'withdraw the one that is due next' });
  return { ...clock, endedAs: 'withdrawn', endedAt: at, endedBy: by, endedReason: reason };
}

/** The clock that stands for one since it was corrected, however often; the clock itself where it was not. */
export function standingFor(clock: SponsorClock, corrections: readonly SponsorClock[]): SponsorClock {
  const next = corrections.find(({ supersedes }) => supersedes === clock.id);
  return next ? standingFor(next, corrections) : clock;
}

/**
 * Whether a breach that was told turned out to be none, by what stands for the clock today: nothing was due, it was answered
 * in time, or it was not due yet when the breach was told.
 */
export const sponsorBreachWasNone = ({ endedAs, metAt, dueAt }: SponsorClock, toldAt: Instant): boolean =>
  endedAs === 'withdrawn' || isBefore(metAt ?? toldAt, dueAt);
