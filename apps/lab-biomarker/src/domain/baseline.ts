import { compareInstants, isBefore, type Instant } from '@trial/kernel';
import type { MeasuredValue } from './measured-value.js';
import type { Position } from './reference-range.js';
import { valueOf, type Result } from './result.js';

/** The value later ones are compared with, and where it lay in the range of its own specimen, never in a later one. */
export interface Baseline {
  readonly resultId: string;
  readonly resultVersion: number;
  /** With its comparator: a baseline of "<5" has no number to multiply. */
  readonly value: MeasuredValue;
  readonly status: Position;
  readonly collectedAt: Instant;
}

/**
 * The baseline of one participant and analyte: the last value collected before the first injection (trial.md 2.2).
 * Of each result only the newest version counts; a result without a number is no value. Two specimens of the same
 * moment: the one recorded later. Null when there is none, and then nothing is assumed.
 */
export function baselineOf(results: readonly Result[], analyte: string, firstInjectionAt: Instant): Baseline | null {
  const [last] = newestVersions(results)
    .filter((result) => result.analyte === analyte && isBefore(result.collectedAt, firstInjectionAt))
    .filter((result) => valueOf(result) !== null)
    .sort((a, b) => compareInstants(b.collectedAt, a.collectedAt) || compareInstants(b.recordedAt, a.recordedAt));
  const value = last ? valueOf(last) : null;
  if (!last || !value) return null;
  return {
    resultId: last.id,
    resultVersion: last.version,
    value,
    status: last.position,
    collectedAt: last.collectedAt,
  };
}

function newestVersions(results: readonly Result[]): Result[] {
  const newest = new Map<string, Result>();
  for (const result of results) {
    const known = newest.get(result.id);
    if (!known || known.version < result.version) newest.set(result.id, result);
  }
  return [...newest.values()];
}
