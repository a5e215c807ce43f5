import { addDays, civilDate, comparePlainDates, type Instant, type PlainDate, type TimeZone } from '@trial/kernel';
import type { Trials } from './trials.js';

interface SentinelRules {
  readonly stopping: { readonly sentinel?: { readonly participants: number; readonly daysApart: number } };
  readonly reporting: { readonly zone: TimeZone };
}

/**
 * The first civil day on which one more participant may be treated, by the distance between the first participants
 * (`stopping.sentinel`); null when any day will do: the trial asks for none, nobody was treated before, or as many were as
 * it keeps apart. Days are those of the sponsor (`reporting.zone`): of two sites, each by its own clock, the distance would
 * depend on who came first.
 * @param before when those before were treated, at whatever site and in any order
 * @param perhaps when others may have been, or will be any moment: they are waited for, and take no place among the first,
 *   because nothing may come of it
 */
export function earliestTreatmentOn(
  { stopping: { sentinel }, reporting: { zone } }: SentinelRules,
  before: readonly Instant[],
  perhaps: readonly Instant[] = [],
): PlainDate | null {
  const last = [...before, ...perhaps]
    .map((at) => civilDate(at, zone))
    .sort(comparePlainDates)
    .at(-1);
  if (!sentinel || !last || before.length >= sentinel.participants) return null;
  return addDays(last, sentinel.daysApart);
}

/** The rule in words, with the day. */
export function sentinelRule({ stopping: { sentinel }, reporting: { zone } }: SentinelRules, on: PlainDate): string {
  const { participants = 0, daysApart = 0 } = sentinel ?? {};
  return `the first ${participants} participants are treated at least ${daysApart} days apart, here from ${on.toString()} on (${zone})`;
}

/** How many participants of a trial are kept apart, by the version of it that keeps most; 0 when none keeps any. */
export const mostKeptApart = (trials: Trials, trialId: string): number =>
  Math.max(
    0,
    ...trials.everyVersion().map(({ id, stopping }) => (id === trialId ? (stopping.sentinel?.participants ?? 0) : 0)),
  );
