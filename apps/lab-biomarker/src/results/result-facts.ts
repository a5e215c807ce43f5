import type { DataOf, resultRecorded } from '@trial/contracts';
import { isBefore } from '@trial/kernel';
import type { Transaction } from '@trial/persistence';
import { analyteIn, type PanelAnalyte } from '../domain/analytes.js';
import { baselineIn, baselineOf, type Baseline } from '../domain/baseline.js';
import type { Participant } from '../domain/participant.js';
import type { Limits } from '../domain/reference-range.js';
import type { Result } from '../domain/result.js';
import { numberIn } from './measurement.js';
import { Results } from './result.table.js';

type ResultFacts = DataOf<typeof resultRecorded>;

/** What others are told of a result: the value as reported, its limits, and the baseline as it is known now. */
export async function resultFacts(
  tx: Transaction,
  result: Result,
  { anchorAt }: Participant,
  panel: readonly PanelAnalyte[],
): Promise<ResultFacts> {
  const { comparator, number, unit } = numberIn(result);
  const { trialId, siteId, participantId, trialVersion, analyte, collectedAt, visitCode } = result;
  const baseline = await baselineFor(tx, result, anchorAt);
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

/** None for what was collected before the first injection: it is graded against its limits alone. */
async function baselineFor(
  tx: Transaction,
  { participantId, analyte, collectedAt }: Result,
  anchorAt: Participant['anchorAt'],
): Promise<Baseline | null> {
  if (anchorAt === null || isBefore(collectedAt, anchorAt)) return null;
  const results = await tx.rows(Results).findBy({ participantId, analyte });
  return baselineOf(results, analyte, anchorAt);
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
