import { compareInstants, isBefore, type Instant } from '@trial/kernel';
import type { Analyte } from './analytes.js';
import type { MeasuredValue } from './measured-value.js';
import { limitsFor, type Limits, type Position } from './reference-range.js';
import { valueOf, type Result } from './result.js';
import { convert } from './unit-conversion.js';

/** The value later ones are compared with, and where it lay in the range of its own specimen, never in a later one. */
export interface Baseline {
  readonly resultId: string;
  readonly resultVersion: number;
  /** With its comparator: a baseline of "<5" has no number to multiply. */
  readonly value: MeasuredValue;
  readonly status: Position;
  /** In the unit of the value. */
  readonly limits: Limits | null;
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
    limits: last.limits,
    collectedAt: last.collectedAt,
  };
}

/** What of a participant decides which baseline each result has. */
export interface BaselineFacts {
  readonly results: readonly Result[];
  readonly firstInjectionAt: Instant | null;
}

/** The baseline one result is compared with: none for what was collected before the first injection. */
export const baselineFor = (
  { analyte, collectedAt }: Pick<Result, 'analyte' | 'collectedAt'>,
  { results, firstInjectionAt }: BaselineFacts,
): Baseline | null =>
  firstInjectionAt === null || isBefore(collectedAt, firstInjectionAt)
    ? null
    : baselineOf(results, analyte, firstInjectionAt);

/**
 * Results that were told with one baseline and have another one now, newest versions only, in order of collection. A version
 * that is new itself is not among them: it is told with what is true now.
 */
export function withAnotherBaseline(before: BaselineFacts, now: BaselineFacts): readonly Result[] {
  const told = new Set(before.results.map(({ id, version }) => `${id} ${version}`));
  const known = new Map<string, string>();
  const nameOf = (facts: BaselineFacts, which: string, result: Result): string => {
    const key = `${which} ${result.analyte} ${facts.firstInjectionAt && isBefore(result.collectedAt, facts.firstInjectionAt)}`;
    const name = known.get(key) ?? nameOfBaseline(baselineFor(result, facts));
    known.set(key, name);
    return name;
  };
  return newestVersions(now.results)
    .filter(({ id, version }) => told.has(`${id} ${version}`))
    .filter((result) => nameOf(before, 'before', result) !== nameOf(now, 'now', result))
    .sort((a, b) => compareInstants(a.collectedAt, b.collectedAt));
}

const nameOfBaseline = (baseline: Baseline | null): string =>
  baseline === null ? 'none' : `${baseline.resultId} ${baseline.resultVersion}`;

/**
 * The baseline in the unit of a later value, where that is exact; otherwise as it was reported, for the reader to see
 * that the units differ (a rounded bridge between mass and amount could move it over a threshold).
 */
export function baselineIn(unit: string, baseline: Baseline, analyte: Analyte): Baseline {
  const conversion = convert(analyte, baseline.value, unit);
  if (conversion.outcome === 'not-convertible' || conversion.basis === 'bridge') return baseline;
  const { limits } = baseline;
  return {
    ...baseline,
    value: conversion.value,
    limits: limits && limitsFor(analyte, { id: limits.rangeId, ...limits, unit: baseline.value.unit }, unit),
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
