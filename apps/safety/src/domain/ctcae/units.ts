import type { Criterion, UnitSet } from './criterion.js';

/** The ladder to grade in, and the factor from the reported unit to its unit (1 unless no ladder has that unit). */
export interface ChosenUnitSet {
  readonly unitSet: UnitSet;
  readonly factor: number;
}

/**
 * Picks the ladder printed for the reported unit. Only where none exists is the value converted; it is never
 * converted to reach another printed ladder, because NCI prints rounded pairs (8.0 g/dL is 4.965 mmol/L, printed 4.9).
 * `spelt` gives one spelling per unit. Undefined: the unit is not one of this criterion.
 */
export function unitSetFor(
  criterion: Criterion,
  unit: string,
  spelt: (unit: string) => string = canonicalUnit,
): ChosenUnitSet | undefined {
  const plainly = criterion.unitSets.find((set) => set.unit === null || set.unit === unit);
  if (plainly) return { unitSet: plainly, factor: 1 };
  const reported = spelt(unit);
  const own = criterion.unitSets.find((set) => set.unit !== null && spelt(set.unit) === reported);
  if (own) return { unitSet: own, factor: 1 };

  for (const { analytes, from, to, factor } of conversions) {
    if (spelt(from) !== reported || !analytes.includes(criterion.analyte)) continue;
    const unitSet = criterion.unitSets.find((set) => set.unit === to);
    if (unitSet) return { unitSet, factor };
  }
  return undefined;
}

export const sameUnit = (one: string, other: string): boolean =>
  one === other || canonicalUnit(one) === canonicalUnit(other);

/**
 * One spelling per unit. Case and blanks are ignored; another exponent, prefix or volume is another unit.
 * `G/L` (10^9 per litre) and `g/L` differ in case alone, so that one spelling is matched before case is dropped.
 */
export function canonicalUnit(unit: string): string {
  const compact = unit.replace(/\s+/g, '').replace(/[µμ]/g, 'u');
  if (compact === 'G/L') return '10*9/l';
  const plain = compact.toLowerCase().replace('^', '*');
  return canonical.get(plain) ?? plain;
}

const spellings: Readonly<Record<string, readonly string[]>> = {
  '10*9/l': ['10*3/ul', '10*6/ml', 'k/ul', '/nl'],
  '/ul': ['/mm3', '10*6/l', '10*3/ml'],
  '1': ['', '{inr}', '{ratio}', '[ph]', 'ph'],
  cel: ['°c', 'degc'],
  '[degf]': ['°f', 'degf'],
  'mm[hg]': ['mmhg'],
  '%': ['%pred'],
  'ml/min/{1.73_m2}': ['ml/min/1.73m2', 'ml/min/1.73m*2'],
  'g/(24.h)': ['g/24h'],
  'ml/(24.h)': ['ml/24h'],
  'ml/(8.h)': ['ml/8h'],
};

const canonical = new Map(
  Object.entries(spellings).flatMap(([name, others]) => others.map((other) => [other, name] as const)),
);

/** Charge per amount: 1 for sodium and potassium, 2 for calcium and magnesium. */
const conversions: readonly { analytes: readonly string[]; from: string; to: string; factor: number }[] = [
  { analytes: ['sodium', 'potassium'], from: 'meq/L', to: 'mmol/L', factor: 1 },
  { analytes: ['calcium-ionized', 'calcium-albumin-corrected', 'magnesium'], from: 'meq/L', to: 'mmol/L', factor: 0.5 },
];
