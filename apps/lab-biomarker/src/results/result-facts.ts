import type { DataOf, resultRecorded } from '@trial/contracts';
import { analyteIn, type PanelAnalyte } from '../domain/analytes.js';
import { baselineFor, baselineIn, type Baseline, type BaselineFacts } from '../domain/baseline.js';
import type { Limits } from '../domain/reference-range.js';
import type { Result } from '../domain/result.js';
import { numberIn } from './measurement.js';

type ResultFacts = DataOf<typeof resultRecorded>;

/** What others are told of a result: the value as reported, its limits, and the baseline as it is known now. */
export function resultFacts(result: Result, known: BaselineFacts, panel: readonly PanelAnalyte[]): ResultFacts {
  const { comparator, number, unit } = numberIn(result);
  const { trialId, siteId, participantId, trialVersion, analyte, collectedAt, visitCode } = result;
  const baseline = baselineFor(result, known);
  return {
    trialId,
    siteId,
    participantId,
    resultId: result.id,
    resultVersion: result.version,
    trialVersion,
    analyte,
    value: { comparator, number, unit },
    range: asRange(result.limits),
    ...(baseline ? { baseline: asBaseline(baselineIn(unit, baseline, analyteIn(panel, analyte))) } : {}),
    collectedAt: collectedAt.toString({ fractionalSecondDigits: 3 }),
    ...(visitCode === null ? {} : { visitCode }),
  };
}

const asBaseline = ({ value, status, limits }: Baseline): NonNullable<ResultFacts['baseline']> => ({
  comparator: value.comparator,
  number: value.number,
  unit: value.unit,
  status,
  range: asRange(limits),
});

const asRange = (limits: Limits | null): ResultFacts['range'] => ({
  low: limits?.low ?? undefined,
  high: limits?.high ?? undefined,
});
