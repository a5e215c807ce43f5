import { comparePlainDates, Rejection, type PlainDate } from '@trial/kernel';
import { analyteIn, unitOf, type Analyte, type PanelAnalyte } from './analytes.js';
import type { MeasuredValue } from './measured-value.js';
import { convert } from './unit-conversion.js';

/** Limits of one laboratory for one analyte, by sex and age, in force for a stretch of time (L01). */
export interface ReferenceRange {
  readonly id: string;
  readonly laboratory: string;
  readonly analyte: string;
  /** UCUM code. */
  readonly unit: string;
  readonly sex: Sex | 'any';
  /** Whole years: from this age, and up to but not including the other (null: no upper age). */
  readonly fromAge: number;
  readonly toAge: number | null;
  /** Lower and upper limit of normal, both inside the range; null when the laboratory gives none. */
  readonly low: number | null;
  readonly high: number | null;
  /** First day in force, and the first day no longer in force (null: still in force). */
  readonly effectiveFrom: PlainDate;
  readonly effectiveTo: PlainDate | null;
}

export type Sex = 'female' | 'male';

/** Of the person the specimen is from; what is null is not known, and then only ranges for everybody apply. */
export interface SexAndAge {
  readonly sex: Sex | null;
  readonly ageYears: number | null;
}

/** The limits that applied to one result, in the unit of the result, with the range they came from. */
export interface Limits {
  /** Null when the laboratory gave the limits with the result itself. */
  readonly rangeId: string | null;
  readonly low: number | null;
  readonly high: number | null;
}

export type GivenLimits = Pick<Limits, 'low' | 'high'>;

export type Position = 'low' | 'normal' | 'high' | 'unknown';

/**
 * Accepts a new range beside those on file, its unit as written. Refuses `analyte-unknown`,
 * `unit-unknown-for-analyte`, `range-without-limits`, `range-upside-down` (limits, ages or days
 * the wrong way round) and `range-overlaps` (two ranges would apply to the same specimen). An upper limit of 0 is how
 * empty fields arrive from other systems: it is read as not given. A lower limit of 0 is a real limit.
 */
export function recordRange(
  panel: readonly PanelAnalyte[],
  onFile: readonly ReferenceRange[],
  range: ReferenceRange,
): ReferenceRange {
  const unit = unitOf(analyteIn(panel, range.analyte), range.unit);
  const { low, fromAge, toAge, effectiveFrom, effectiveTo } = range;
  const high = range.high === 0 ? null : range.high;
  if (low === null && high === null)
    throw new Rejection('range-without-limits', { rule: 'give a lower or an upper limit' });
  const upsideDown =
    (low !== null && high !== null && low > high) ||
    (toAge !== null && toAge <= fromAge) ||
    (effectiveTo !== null && comparePlainDates(effectiveTo, effectiveFrom) <= 0);
  if (upsideDown) throw new Rejection('range-upside-down', { rule: 'limits, ages and days run upwards' });
  const rival = onFile.find((other) => other.id !== range.id && overlap(other, range));
  if (rival)
    throw new Rejection('range-overlaps', { rule: `range ${rival.id} already covers part of it`, rangeId: rival.id });
  return { ...range, unit, high };
}

/**
 * The range for a specimen collected on a civil day of the site: the one of that laboratory for the person's sex, else
 * the one for any sex. Undefined when there is none; neither age nor laboratory is ever guessed.
 */
export function rangeInForce(
  ranges: readonly ReferenceRange[],
  laboratory: string | null,
  analyte: string,
  person: SexAndAge,
  collectedOn: PlainDate,
): ReferenceRange | undefined {
  const fitting = ranges.filter(
    (range) =>
      range.laboratory === laboratory &&
      range.analyte === analyte &&
      coversAge(range, person.ageYears) &&
      comparePlainDates(range.effectiveFrom, collectedOn) <= 0 &&
      (range.effectiveTo === null || comparePlainDates(collectedOn, range.effectiveTo) < 0),
  );
  return fitting.find(({ sex }) => sex === person.sex) ?? fitting.find(({ sex }) => sex === 'any');
}

/**
 * The range's limits in the unit of the value, or null when they cannot be had exactly: a rounded bridge between mass
 * and amount could move a value over its limit.
 */
export function limitsFor(
  analyte: Analyte,
  range: Pick<ReferenceRange, 'unit' | 'low' | 'high'> & { readonly id: string | null },
  unit: string,
): Limits | null {
  const inUnit = (limit: number | null): number | null | undefined => {
    if (limit === null) return null;
    const conversion = convert(
      analyte,
      { comparator: '=', number: limit, unit: range.unit, lloq: null, uloq: null },
      unit,
    );
    return conversion.outcome === 'converted' && conversion.basis === 'scale' ? conversion.value.number : undefined;
  };
  const low = inUnit(range.low);
  const high = inUnit(range.high === 0 ? null : range.high);
  return low === undefined || high === undefined ? null : { rangeId: range.id, low, high };
}

/**
 * Limits the laboratory gave with a result, in the unit of that result. Null when it gave none; an upper limit of 0 is
 * an empty field, as in `recordRange`. `Rejection('range-reversed')` when the lower lies above the upper.
 */
export function limitsGiven({ low, high: written }: GivenLimits): Limits | null {
  const high = written === 0 ? null : written;
  if (low === null && high === null) return null;
  if (low !== null && high !== null && low > high) {
    throw new Rejection('range-reversed', {
      field: 'result.range',
      rule: 'the lower limit does not lie above the upper',
    });
  }
  return { rangeId: null, low, high };
}

/**
 * Where a value lies. Equal to a limit is normal. "<5" is the whole open interval from 0 to 5: it has a position only
 * when all of it has the same one. A limit that is missing leaves its side undecided, hence `unknown`, never `normal`.
 */
export function position(
  { comparator, number }: Pick<MeasuredValue, 'comparator' | 'number'>,
  limits: Limits | null,
): Position {
  if (!limits) return 'unknown';
  const { low, high } = limits;
  switch (comparator) {
    case '=':
      if (low !== null && number < low) return 'low';
      if (high !== null && number > high) return 'high';
      return low !== null && high !== null ? 'normal' : 'unknown';
    case '<':
      if (low !== null && low > 0 && number <= low) return 'low';
      return low !== null && low <= 0 && high !== null && number <= high ? 'normal' : 'unknown';
    case '>':
      return high !== null && number >= high ? 'high' : 'unknown';
  }
}

const coversAge = ({ fromAge, toAge }: ReferenceRange, age: number | null): boolean =>
  age === null ? fromAge === 0 && toAge === null : age >= fromAge && (toAge === null || age < toAge);

/** A range for one sex and a range for any sex may stand side by side: the closer one is taken. */
const overlap = (one: ReferenceRange, other: ReferenceRange): boolean =>
  one.laboratory === other.laboratory &&
  one.analyte === other.analyte &&
  one.sex === other.sex &&
  one.fromAge < (other.toAge ?? Infinity) &&
  other.fromAge < (one.toAge ?? Infinity) &&
  startsBefore(one, other.effectiveTo) &&
  startsBefore(other, one.effectiveTo);

const startsBefore = ({ effectiveFrom }: ReferenceRange, end: PlainDate | null): boolean =>
  end === null || comparePlainDates(effectiveFrom, end) < 0;
