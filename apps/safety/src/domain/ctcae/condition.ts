import { clinicalFacts, type Bound, type Circumstances, type ClinicalFacts, type Condition } from './criterion.js';

/** What conditions read beside the value, all in the unit of the ladder. Undefined is unknown, never zero. */
export interface Surroundings {
  readonly lln: number | undefined;
  readonly uln: number | undefined;
  /** Never 0: nothing is a multiple or a percentage of it. */
  readonly baseline: number | undefined;
  readonly baselineUln: number | undefined;
  /** From the baseline to the value, as somebody else counted it; negative for a fall. */
  readonly percentChange: number | undefined;
  /** Unknown counts as neither high nor low (the grade then carries that assumption). */
  readonly baselineStatus: 'low' | 'normal' | 'high' | 'unknown';
  readonly manufacturerMiCutoff: number | undefined;
  /** Why the baseline is unknown, when it is. */
  readonly baselineMissing: Missing;
}

export type Missing =
  | 'lower-limit-missing'
  | 'upper-limit-missing'
  | 'baseline-missing'
  | 'baseline-unit-differs'
  | 'baseline-range-missing'
  | 'assay-cut-off-missing';

/** Three-valued: a condition whose bound or operand is missing is unknown, and says what was missing. */
export type Truth = { readonly is: true | false } | { readonly is: 'unknown'; readonly missing: readonly Missing[] };

/** AND over the conditions, under circumstances that must be met first. False wins over unknown. */
export function allHold(
  { all, when }: { readonly all: readonly Condition[]; readonly when?: Circumstances },
  value: number,
  surroundings: Surroundings,
  facts: ClinicalFacts,
): Truth {
  if (when && !circumstancesMet(when, surroundings, facts)) return IS_FALSE;

  let missing: Missing[] | undefined;
  for (const condition of all) {
    const truth = holds(condition, value, surroundings);
    if (truth === false) return IS_FALSE;
    if (truth !== true) (missing ??= []).push(truth);
  }
  return missing ? { is: 'unknown', missing } : IS_TRUE;
}

const IS_TRUE: Truth = { is: true };
const IS_FALSE: Truth = { is: false };

/**
 * A condition as a comparison of the value with one number. A fall of 25 % is compared as "value at most 0.75 x
 * baseline": a difference of two near numbers would lose the digits that decide at a boundary.
 */
export function onValueAxis({ x, op, bound }: Condition, surroundings: Surroundings): OnValueAxis | Missing {
  const limit = boundOf(bound, surroundings);
  if (typeof limit !== 'number' || x === undefined) return typeof limit === 'number' ? { op, limit } : limit;
  const { baseline, baselineMissing, percentChange } = surroundings;
  if (baseline === undefined) {
    if (percentChange === undefined) return baselineMissing;
    if (x === 'pctIncrease') return { op, limit, left: percentChange };
    return x === 'pctDecrease' ? { op, limit, left: -percentChange } : baselineMissing;
  }
  switch (x) {
    case 'drop':
      return { op: mirrored[op], limit: baseline - limit };
    case 'pctDecrease':
      return { op: mirrored[op], limit: (baseline * (100 - limit)) / 100 };
    case 'rise':
      return { op, limit: baseline + limit };
    case 'pctIncrease':
      return { op, limit: (baseline * (100 + limit)) / 100 };
    case 'baseline':
      return { op, limit, left: baseline };
  }
}

interface OnValueAxis {
  readonly op: Condition['op'];
  readonly limit: number;
  /** Set where the condition looks at something else than the value: the baseline, or a change that was stated. */
  readonly left?: number;
}

/** The number a bound stands for, or what is missing to know it. */
export function boundOf(bound: Bound, surroundings: Surroundings): number | Missing {
  const { lln, uln, baseline, baselineUln, baselineMissing } = surroundings;
  if ('abs' in bound) return bound.abs;
  if ('xULN' in bound) return uln === undefined ? 'upper-limit-missing' : bound.xULN * uln;
  if ('ulnPlus' in bound) return uln === undefined ? 'upper-limit-missing' : uln + bound.ulnPlus;
  if ('xLLN' in bound) return lln === undefined ? 'lower-limit-missing' : bound.xLLN * lln;
  if ('llnMinus' in bound) return lln === undefined ? 'lower-limit-missing' : lln - bound.llnMinus;
  if ('xBaseline' in bound) return baseline === undefined ? baselineMissing : bound.xBaseline * baseline;
  if ('baselinePlus' in bound) return baseline === undefined ? baselineMissing : baseline + bound.baselinePlus;
  if ('xBaselineULN' in bound) {
    return baselineUln === undefined ? 'baseline-range-missing' : bound.xBaselineULN * baselineUln;
  }
  return surroundings.manufacturerMiCutoff ?? 'assay-cut-off-missing';
}

function holds(condition: Condition, value: number, surroundings: Surroundings): boolean | Missing {
  const comparison = onValueAxis(condition, surroundings);
  if (typeof comparison === 'string') return comparison;
  const { op, limit, left = value } = comparison;
  return needRounding(left, limit) ? compare(atPrecision(left), op, atPrecision(limit)) : compare(left, op, limit);
}

const mirrored = { '<': '>', '<=': '>=', '>': '<', '>=': '<=' } as const;

function compare(left: number, op: Condition['op'], right: number): boolean {
  switch (op) {
    case '<':
      return left < right;
    case '<=':
      return left <= right;
    case '>':
      return left > right;
    case '>=':
      return left >= right;
  }
}

/** 3 x 40.1 is 120.30000000000001 in binary: both sides are compared at 15 significant digits. */
export const atPrecision = (n: number): number => Number(n.toPrecision(15));

/**
 * Rounding costs more than all the rest, and decides nothing between a number and itself, or between two that differ by
 * more than its step.
 */
const needRounding = (one: number, other: number): boolean =>
  one !== other && Math.abs(one - other) <= 2e-14 * Math.max(Math.abs(one), Math.abs(other));

function circumstancesMet(when: Circumstances, { baselineStatus }: Surroundings, facts: ClinicalFacts): boolean {
  const wanted = when.baselineStatus;
  if (wanted === 'notHigh' ? baselineStatus === 'high' : wanted !== undefined && wanted !== baselineStatus)
    return false;
  return clinicalFacts.every((fact) => when[fact] === undefined || when[fact] === facts[fact]);
}
