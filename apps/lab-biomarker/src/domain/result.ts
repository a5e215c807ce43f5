import {
  civilDate,
  compareInstants,
  Rejection,
  type Instant,
  type ParticipantId,
  type SiteId,
  type TimeZone,
  type TrialId,
} from '@trial/kernel';
import { analyteIn, type Analyte, type PanelAnalyte } from './analytes.js';
import type { MeasuredValue } from './measured-value.js';
import { flagsOf, type ResultFlag } from './plausibility.js';
import {
  limitsFor,
  limitsGiven,
  position,
  rangeInForce,
  type GivenLimits,
  type Limits,
  type Position,
  type ReferenceRange,
  type SexAndAge,
} from './reference-range.js';
import { readMeasurement, sameReport, type Measurement, type Reported } from './reported.js';

/** One version of one laboratory result. Versions are never changed: a correction or a new range is a new version. */
export interface Result {
  readonly id: string;
  readonly version: number;
  readonly trialId: TrialId;
  readonly siteId: SiteId;
  readonly participantId: ParticipantId;
  readonly trialVersion: number;
  readonly visitCode: string | null;
  readonly laboratory: string | null;
  /** Assay method; values of different methods are not put in one line. */
  readonly method: string | null;
  readonly analyte: string;
  readonly collectedAt: Instant;
  readonly reported: Reported;
  /** Limits given with the result, else of the range on file for the specimen, in the unit of the value; null when none applied. */
  readonly limits: Limits | null;
  readonly position: Position;
  readonly flags: readonly ResultFlag[];
  readonly recordedAt: Instant;
  readonly recordedBy: string;
  /** Why this version exists; null for version 1 only (AT5). */
  readonly reason: string | null;
}

/** Whose result, from where: what a correction never changes. */
export type ResultFacts = Pick<
  Result,
  'trialId' | 'siteId' | 'participantId' | 'trialVersion' | 'visitCode' | 'laboratory' | 'method' | 'analyte'
>;

/** What a result is read against. */
export interface Bench {
  /** What the trial measures. */
  readonly panel: readonly PanelAnalyte[];
  readonly ranges: readonly ReferenceRange[];
  readonly person: SexAndAge;
  /** Zone of the site: the day of collection decides which range was in force. */
  readonly zone: TimeZone;
  readonly recordedBy: string;
}

/**
 * Records a result as version 1. Refuses `analyte-unknown`, `unit-unknown-for-analyte`, `collected-in-future`,
 * `value-missing`, `value-not-finite`, `negative-value`, `quantification-limits-upside-down` and `range-reversed`. A text
 * without a number is recorded with its reason: it is missing data, not an error.
 */
export function recordResult(
  id: string,
  facts: ResultFacts,
  measurement: Measurement,
  bench: Bench,
  now: Instant,
): Result {
  const analyte = analyteIn(bench.panel, facts.analyte);
  return {
    ...facts,
    id,
    version: 1,
    ...examined(analyte, facts.laboratory, measurement, bench, now),
    recordedAt: now,
    recordedBy: bench.recordedBy,
    reason: null,
  };
}

/**
 * Replaces value, unit, limits or time of collection by a new version, with reason. Refuses what `recordResult`
 * refuses, and `reason-missing` and `nothing-changed`. Analyte and participant are not corrected: that is another result.
 */
export function correctResult(
  latest: Result,
  measurement: Measurement,
  reason: string,
  bench: Bench,
  now: Instant,
): Result {
  if (reason.trim().length < 2) throw new Rejection('reason-missing', { field: 'reason', rule: 'say why in words' });
  const found = examined(analyteIn(bench.panel, latest.analyte), latest.laboratory, measurement, bench, now);
  const same =
    sameReport(latest.reported, found.reported) &&
    sameLimits(latest.limits, found.limits) &&
    compareInstants(latest.collectedAt, found.collectedAt) === 0;
  if (same) {
    throw new Rejection('nothing-changed', {
      rule: 'a correction changes the value, its unit, its limits or the time of collection',
    });
  }
  return {
    ...latest,
    ...found,
    version: latest.version + 1,
    recordedAt: now,
    recordedBy: bench.recordedBy,
    reason: reason.trim(),
  };
}

/**
 * The result under the ranges as they are now (L05): a new version when its limits change, null when they do not or
 * came with the result. Nothing changes silently; the reason names the corrected range.
 */
export function judgeAgain(latest: Result, bench: Bench, reason: string, now: Instant): Result | null {
  if (latest.limits?.rangeId === null) return null;
  const judgement = judged(
    analyteIn(bench.panel, latest.analyte),
    latest.laboratory,
    latest.reported,
    { collectedAt: latest.collectedAt, limits: NONE_GIVEN },
    bench,
  );
  if (sameLimits(latest.limits, judgement.limits)) return null;
  return {
    ...latest,
    ...judgement,
    version: latest.version + 1,
    recordedAt: now,
    recordedBy: bench.recordedBy,
    reason,
  };
}

/** The measured value of a result, or null when there is no number. */
export const valueOf = ({ reported }: Result): MeasuredValue | null =>
  reported.kind === 'measured' ? reported.value : null;

const NONE_GIVEN: GivenLimits = { low: null, high: null };

const sameLimits = (before: Limits | null, after: Limits | null): boolean =>
  before?.rangeId === after?.rangeId && before?.low === after?.low && before?.high === after?.high;

function examined(
  analyte: Analyte,
  laboratory: string | null,
  measurement: Measurement,
  bench: Bench,
  now: Instant,
): Pick<Result, 'collectedAt' | 'reported' | 'limits' | 'position' | 'flags'> {
  const { collectedAt } = measurement;
  const reported = readMeasurement(analyte, measurement, now);
  return { collectedAt, reported, ...judged(analyte, laboratory, reported, measurement, bench) };
}

/** Limits that came with the result go before the range on file: they are those of this very run. */
function judged(
  analyte: Analyte,
  laboratory: string | null,
  reported: Reported,
  { collectedAt, limits: given }: Pick<Measurement, 'collectedAt' | 'limits'>,
  { ranges, person, zone }: Bench,
): Pick<Result, 'limits' | 'position' | 'flags'> {
  if (reported.kind === 'no-number') return { limits: null, position: 'unknown', flags: [] };
  const range = rangeInForce(ranges, laboratory, analyte.code, person, civilDate(collectedAt, zone));
  const limits = limitsGiven(given) ?? (range ? limitsFor(analyte, range, reported.value.unit) : null);
  return { limits, position: position(reported.value, limits), flags: flagsOf(analyte, reported.value) };
}
