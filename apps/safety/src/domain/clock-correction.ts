import {
  compareInstants,
  isBefore,
  Rejection,
  type Id,
  type Instant,
  type PersonId,
  type PlainDate,
} from '@trial/kernel';
import type { AdverseEvent, AdverseEventId } from './adverse-event.js';
import { isLate, startClock, type ReportingClock, type ReportingClockId } from './reporting-clock.js';
import { timesOf, type ReportingPolicy } from './reporting-clocks.js';
import type { SeriousnessChange } from './seriousness-changes.js';

/** A moment that clocks go by was recorded wrongly: both values, and why. Written once. */
export interface TimeCorrection {
  readonly id: Id<'time-correction'>;
  readonly adverseEventId: AdverseEventId;
  readonly what: 'awareness' | 'receipt';
  readonly previous: Instant;
  readonly corrected: Instant;
  readonly reason: string;
  readonly correctedBy: PersonId;
  readonly correctedAt: Instant;
}

/** What a corrected clock starts from, and the due day it may not pass since it took another clock over. */
export interface CorrectedStart {
  readonly clock: ReportingClock;
  readonly startedAt: Instant;
  readonly notAfter?: PlainDate;
}

/**
 * Computes a clock again from another start. The first one keeps its times and steps aside; the new one says why, keeps what
 * was judged, and is answered where the first was. Refused: `reason-missing`, `clock-not-running` for one that stepped aside
 * already.
 */
export function correctClock(
  id: ReportingClockId,
  { clock, startedAt, notAfter }: CorrectedStart,
  reason: string,
  policy: ReportingPolicy,
): { readonly superseded: ReportingClock; readonly corrected: ReportingClock } {
  if (reason.trim() === '') throw new Rejection('reason-missing', { field: 'reason', rule: 'a correction says why' });
  if (clock.status === 'superseded')
    throw new Rejection('clock-not-running', { rule: 'another clock took this one over' });
  const { status, metAt } = clock;
  const times = timesOf(clock.clock, startedAt, policy, notAfter);
  const inputs = { ...clock.inputs, ...times.inputs };
  const started = startClock(id, clock.adverseEventId, clock.trialVersion, { ...times, basis: 'correction', inputs });
  return {
    superseded: { ...clock, status: 'superseded' },
    corrected: { ...started, status, metAt, supersedes: clock.id, reason },
  };
}

/**
 * Since when the hours of an event run that is serious from the beginning: since the investigator knew, or since the system
 * proposed it, where the trial starts them with the proposal and that was earlier.
 */
export function hoursStartAt(
  { source, recordedAt }: Pick<AdverseEvent, 'source' | 'recordedAt'>,
  awareAt: Instant,
  { clockStartsWith }: ReportingPolicy,
): Instant {
  const proposed = source !== 'reported' && clockStartsWith === 'candidate';
  return proposed && isBefore(recordedAt, awareAt) ? recordedAt : awareAt;
}

/**
 * The hours that a receipt answered. What was received once more as serious answered the last of them; both may have come at
 * one moment.
 */
export function answeredBy<Clock extends ReportingClock>(
  clocks: readonly Clock[],
  receipts: readonly { readonly receivedAt: Instant }[],
  receipt: { readonly serious: boolean; readonly receivedAt: Instant },
): readonly Clock[] {
  const answered = clocks
    .filter(({ clock, metAt }) => clock === 'sae-to-sponsor' && metAt?.equals(receipt.receivedAt))
    .sort((one, other) => compareInstants(one.startedAt, other.startedAt));
  const atOneMoment = receipts.filter(({ receivedAt }) => receivedAt.equals(receipt.receivedAt)).length > 1;
  if (!atOneMoment) return answered;
  return receipt.serious ? answered.slice(-1) : answered.slice(0, -1);
}

/** The hours that run, or were answered, from `previous`: they start from `corrected`. */
export const hoursFrom = (
  clocks: readonly ReportingClock[],
  previous: Instant,
  corrected: Instant,
): readonly CorrectedStart[] =>
  corrected.equals(previous)
    ? []
    : clocks
        .filter((each) => stands(each) && each.clock === 'sae-to-sponsor' && each.startedAt.equals(previous))
        .map((clock) => ({ clock, startedAt: corrected }));

/**
 * The same for an event that a revision made serious. Hours that start with the event itself are none of a revision, nor are
 * those that started with its proposal: nobody gains time by moving them. None, where earlier hours ran when that became known.
 * Refused: `awareness-not-on-record`.
 *
 * @param ownStart since when the hours of the event itself run, or would.
 * @param changes when it became known that it is serious, or not any more.
 */
export function hoursOfRevision(
  clocks: readonly ReportingClock[],
  ownStart: Instant,
  previous: Instant,
  corrected: Instant,
  changes: readonly Pick<SeriousnessChange, 'serious' | 'knownAt'>[],
): readonly CorrectedStart[] {
  const hours = previous.equals(ownStart) ? [] : hoursFrom(clocks, previous, corrected);
  const isOnRecord = changes.some(({ serious, knownAt }) => serious && knownAt.equals(previous));
  if (hours.length === 0 && (!isOnRecord || corrected.equals(previous)))
    throw new Rejection('awareness-not-on-record', {
      field: 'insteadOf',
      rule: 'no hours of a revision that made the event serious start from there',
    });
  return hours;
}

/**
 * The days that go by a receipt: those counted from it, and the shorter ones that took such days over and may not pass their
 * due day.
 */
export function daysFrom(
  clocks: readonly ReportingClock[],
  previous: Instant,
  corrected: Instant,
  policy: ReportingPolicy,
): readonly CorrectedStart[] {
  const days = clocks.filter((each) => stands(each) && each.clock !== 'sae-to-sponsor');
  const [limitBefore, notAfter] = [previous, corrected].map((at) => timesOf('susar-other', at, policy).dueOn);
  const counted = days
    .filter(({ basis, inputs }) => basis !== 'follow-up' && inputs.notAfter === undefined)
    .filter(({ startedAt }) => startedAt.equals(previous) && !corrected.equals(previous));
  const limited = days.filter(
    ({ inputs }) => inputs.notAfter !== undefined && inputs.notAfter === limitBefore?.toString(),
  );
  return [
    ...counted.map((clock) => ({ clock, startedAt: corrected })),
    ...(notAfter && !notAfter.equals(limitBefore ?? notAfter)
      ? limited.map((clock) => ({ clock, startedAt: clock.startedAt, notAfter }))
      : []),
  ];
}

/** Whether a breach that was told of a clock turned out to be none, by its answer or by the clock that corrected it. */
export function breachWasNone(clock: ReportingClock, toldAt: Instant, correction: ReportingClock | null): boolean {
  if (correction) return !isLate(correction, correction.metAt ?? toldAt);
  return clock.status === 'met' && clock.metAt !== null && !isLate(clock, clock.metAt);
}

const stands = ({ status }: ReportingClock): boolean => status !== 'superseded';
