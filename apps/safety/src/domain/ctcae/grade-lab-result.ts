import { boundOf, type Missing, type Surroundings } from './condition.js';
import type { Alternative, Bound, ClinicalFacts, Criterion, UnitSet } from './criterion.js';
import type {
  BoundUsed,
  GradableResult,
  Grading,
  NotGradableReason,
  Provenance,
  UnknownFactPolicy,
} from './grading.js';
import { asksBaselineStatus, factsAsked, representatives, rungAt, span, type Reached, type Rung } from './ladder.js';
import { possibleFacts, underPolicy } from './unstated-facts.js';
import { sameUnit, unitSetFor } from './units.js';

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
 * three-valued; numbers compare at 15 significant digits; a result with `<` or `>` is graded over its whole interval.
 */
export function gradeByCriterion(result: GradableResult, criterion: Criterion, policy: UnknownFactPolicy): Grading {
  const chosen = unitSetFor(criterion, result.value.unit);
  const provenance: Provenance = {
    criterion: criterion.id,
    version: criterion.version,
    term: criterion.term,
    organClass: criterion.organClass,
    direction: criterion.direction,
    unitSet: chosen?.unitSet.unit ?? null,
    bounds: [],
    policy,
    inputs: inputsOf(result),
    assumptions: [],
  };
  const refuse = (reason: NotGradableReason): Grading => ({ ...provenance, outcome: 'not-gradable', reason });

  if (!chosen) return refuse('unit-unknown');
  const { number, comparator } = result.value;
  if (!Number.isFinite(number) || number < 0 || (comparator === '<' && number === 0)) return refuse('impossible-value');

  const { unitSet, factor } = chosen;
  const surroundings = surroundingsOf(result, factor);
  const worlds = possibleFacts(unitSet, result.facts ?? {}).map((facts) => ({
    facts,
    rung: span(rungsOver(unitSet, result.value, factor, surroundings, facts)),
  }));
  const { rung, assumed } = underPolicy(worlds, policy);
  if (rung.kind === 'silent') return refuse(rung.reason);

  const known = {
    ...provenance,
    bounds: rung.by ? boundsUsed(rung.by, surroundings) : [],
    assumptions: assumptionsOf(result, unitSet, surroundings, rung, assumed),
  };
  const { atLeast, atMost } = rung;
  return atLeast === atMost
    ? { ...known, outcome: 'graded', grade: atMost }
    : { ...known, outcome: 'range', atLeast, atMost };
}

/** Only what grading reads: the caller may hand in a whole event. */
const inputsOf = ({ value, range, baseline, facts, manufacturerMiCutoff }: GradableResult): GradableResult => ({
  value,
  range,
  baseline,
  facts,
  manufacturerMiCutoff,
});

function surroundingsOf(
  { range, baseline, manufacturerMiCutoff, value }: GradableResult,
  factor: number,
): Surroundings {
  const inSet = (n: number | undefined): number | undefined =>
    n === undefined || !Number.isFinite(n) ? undefined : n * factor;
  const positive = (n: number | undefined): number | undefined => (n !== undefined && n > 0 ? inSet(n) : undefined);
  const comparable = baseline?.unit !== undefined && sameUnit(baseline.unit, value.unit);
  return {
    lln: inSet(range.low),
    uln: positive(range.high),
    baseline: comparable ? positive(baseline.number) : undefined,
    baselineUln: comparable ? positive(baseline.range?.high) : undefined,
    baselineStatus: baseline?.status ?? 'unknown',
    manufacturerMiCutoff: positive(manufacturerMiCutoff),
    baselineMissing: baseline?.number === undefined || comparable ? 'baseline-missing' : 'baseline-unit-differs',
  };
}

function rungsOver(
  set: UnitSet,
  { comparator, number }: GradableResult['value'],
  factor: number,
  surroundings: Surroundings,
  facts: ClinicalFacts,
): readonly [Rung, ...Rung[]] {
  const value = number * factor;
  if (comparator === '=') return [rungAt(set, value, surroundings, facts)];
  const interval = comparator === '<' ? { above: 0, below: value } : { above: value, below: Infinity };
  const [first, ...others] = representatives(set, surroundings, interval);
  return [rungAt(set, first, surroundings, facts), ...others.map((at) => rungAt(set, at, surroundings, facts))];
}

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
