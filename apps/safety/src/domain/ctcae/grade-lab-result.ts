import { boundOf, type Missing, type Surroundings } from './condition.js';
import type { Alternative, Bound, ClinicalFacts, Criterion, UnitSet } from './criterion.js';
import type {
  BoundUsed,
  GradableResult,
  Grading,
  NotGradableReason,
  Provenance,
  ReportedValue,
  UnknownFactPolicy,
} from './grading.js';
import { asksBaselineStatus, factsAsked, type Reached } from './ladder.js';
import { possibleWorlds, underPolicy, type World } from './unstated-facts.js';
import { sameUnit, unitSetFor, type ChosenUnitSet } from './units.js';

/**
 * Grades one result by every criterion of its analyte. Low and high terms are kept apart: the list has one answer per
 * criterion, in the order of `criteria`, and is empty when CTCAE has no numeric criterion for the analyte.
 */
export const gradeLabResult = (
  result: GradableResult,
  criteria: readonly Criterion[],
  policy: UnknownFactPolicy,
): readonly Grading[] => criteria.map((criterion) => gradeByCriterion(result, criterion, policy));

/**
 * Grades one result by one criterion (`semantics` of the criteria data). The unit chooses the ladder; conditions are
 * three-valued; numbers compare at 15 significant digits; a result with a comparator is graded over its whole interval.
 */
export function gradeByCriterion(result: GradableResult, criterion: Criterion, policy: UnknownFactPolicy): Grading {
  const chosen = unitSetFor(criterion, result.value.unit);
  // One object written once: copying it together from two takes nearly a third of the time of all grading.
  const answer = <Outcome>(
    outcome: Outcome,
    bounds: readonly BoundUsed[] = [],
    assumptions: readonly string[] = [],
  ): Provenance & Outcome => {
    const provenance: Provenance = {
      criterion: criterion.id,
      version: criterion.version,
      term: criterion.term,
      organClass: criterion.organClass,
      direction: criterion.direction,
      unitSet: chosen?.unitSet.unit ?? null,
      bounds,
      policy,
      inputs: inputsOf(result),
      assumptions,
    };
    return Object.assign(provenance, outcome);
  };
  const refuse = (reason: NotGradableReason): Grading => answer({ outcome: 'not-gradable', reason } as const);

  if (!chosen) return refuse('unit-unknown');
  if (!isPossible(result.value)) return refuse('impossible-value');

  const { unitSet } = chosen;
  const surroundings = surroundingsOf(result, chosen.factor);
  const { rung, assumed } = underPolicy(worldsOf(result, chosen, surroundings), policy);
  if (rung.kind === 'silent') return refuse(rung.reason);

  const { atLeast, atMost } = rung;
  return answer(
    atLeast === atMost
      ? ({ outcome: 'graded', grade: atMost } as const)
      : ({ outcome: 'range', atLeast, atMost } as const),
    rung.by ? boundsUsed(rung.by, surroundings) : [],
    assumptionsOf(result, unitSet, surroundings, rung, assumed),
  );
}

/** Everything the ladder may say about a possible value, before a policy chooses. */
export const worldsOf = (
  { value, facts = {} }: GradableResult,
  { unitSet, factor }: ChosenUnitSet,
  surroundings: Surroundings,
): readonly [World, ...World[]] =>
  possibleWorlds(unitSet, { comparator: value.comparator, number: value.number * factor }, surroundings, facts);

/** Nothing measured is negative, or less than nothing. */
export const isPossible = ({ number, comparator }: ReportedValue): boolean =>
  Number.isFinite(number) && number >= 0 && !(comparator === '<' && number === 0);

/** Only what grading reads: the caller may hand in a whole event. */
const inputsOf = ({
  value,
  range,
  baseline,
  percentChange,
  facts,
  manufacturerMiCutoff,
}: GradableResult): GradableResult => ({
  value,
  range,
  baseline,
  percentChange,
  facts,
  manufacturerMiCutoff,
});

/** What belongs to a result, in the unit of the ladder; what cannot be used is unknown. */
export function surroundingsOf(result: GradableResult, factor: number): Surroundings {
  const { range, baseline, percentChange, manufacturerMiCutoff, value } = result;
  const comparable = baseline?.unit !== undefined && sameUnit(baseline.unit, value.unit);
  return {
    lln: known(range.low, factor),
    uln: positive(range.high, factor),
    baseline: comparable ? positive(baseline.number, factor) : undefined,
    baselineUln: comparable ? positive(baseline.range?.high, factor) : undefined,
    percentChange: known(percentChange, 1),
    baselineStatus: baseline?.status ?? 'unknown',
    manufacturerMiCutoff: positive(manufacturerMiCutoff, factor),
    baselineMissing: baseline?.number === undefined || comparable ? 'baseline-missing' : 'baseline-unit-differs',
  };
}

const known = (n: number | undefined, factor: number): number | undefined =>
  n === undefined || !Number.isFinite(n) ? undefined : n * factor;

const positive = (n: number | undefined, factor: number): number | undefined =>
  n !== undefined && n > 0 ? known(n, factor) : undefined;

function assumptionsOf(
  { value, range, facts: stated }: GradableResult,
  set: UnitSet,
  { baselineStatus }: Surroundings,
  { atLeast, doubts }: Reached,
  assumed: ClinicalFacts | undefined,
): readonly string[] {
  const { low, high } = range;
  const normal = low !== undefined && high !== undefined && value.number >= low && value.number <= high;
  return [
    ...factsAsked(set)
      .filter((fact) => assumed !== undefined && stated?.[fact] === undefined)
      .map((fact) => `${fact}-assumed-${String(assumed?.[fact])}`),
    ...(asksBaselineStatus(set) && baselineStatus === 'unknown' ? ['baseline-assumed-normal'] : []),
    ...[...new Set<Missing>(doubts)].map((missing) => `higher-grade-not-excluded-${missing}`),
    ...(atLeast > 0 && normal && value.comparator === '=' ? ['inside-reference-range'] : []),
  ];
}

const boundsUsed = ({ all }: Alternative, surroundings: Surroundings): readonly BoundUsed[] =>
  all.flatMap(({ x, op, bound }) => {
    const number = boundOf(bound, surroundings);
    return typeof number === 'number' ? [{ x: x ?? 'value', op, bound: inWords(bound), number }] : [];
  });

function inWords(bound: Bound): string {
  if ('abs' in bound) return String(bound.abs);
  if ('xULN' in bound) return `${bound.xULN} x ULN`;
  if ('xLLN' in bound) return `${bound.xLLN} x LLN`;
  if ('ulnPlus' in bound) return `ULN + ${bound.ulnPlus}`;
  if ('llnMinus' in bound) return `LLN - ${bound.llnMinus}`;
  if ('xBaseline' in bound) return `${bound.xBaseline} x baseline`;
  if ('baselinePlus' in bound) return `baseline + ${bound.baselinePlus}`;
  if ('xBaselineULN' in bound) return `${bound.xBaselineULN} x ULN at baseline`;
  return bound.named;
}
