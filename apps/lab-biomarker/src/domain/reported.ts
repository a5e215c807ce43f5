import { isAfter, Rejection, type Instant } from '@trial/kernel';
import { unitOf, type Analyte } from './analytes.js';
import {
  readResultText,
  type Comparator,
  type MeasuredValue,
  type NoNumberReason,
  type Notation,
} from './measured-value.js';
import type { GivenLimits } from './reference-range.js';

/** What the laboratory reported. The texts are kept as they came; null when the value was entered as a number. */
export type Reported =
  | {
      readonly kind: 'measured';
      readonly text: string | null;
      readonly unitText: string;
      readonly value: MeasuredValue;
    }
  | { readonly kind: 'no-number'; readonly text: string; readonly unitText: string; readonly reason: NoNumberReason };

/** A value entered as a number, or as the text a laboratory sent. */
export type Entry =
  { readonly comparator: Comparator; readonly number: number } | { readonly text: string; readonly notation: Notation };

/** What a correction may change. */
export interface Measurement {
  readonly entry: Entry;
  /** Unit as written. */
  readonly unit: string;
  readonly lloq: number | null;
  readonly uloq: number | null;
  /** Limits the laboratory gave with the result, in its unit; both null when it gave none. */
  readonly limits: GivenLimits;
  readonly collectedAt: Instant;
}

/**
 * Reads a measurement of an analyte. A text without a number is kept with its reason. Refuses `collected-in-future`,
 * `value-missing`, `value-not-finite`, `negative-value`, `quantification-limits-upside-down`, `unit-unknown-for-analyte`.
 */
export function readMeasurement(
  analyte: Analyte,
  { entry, unit, lloq, uloq, collectedAt }: Measurement,
  now: Instant,
): Reported {
  if (isAfter(collectedAt, now)) {
    throw new Rejection('collected-in-future', {
      field: 'collectedAt',
      rule: 'a specimen is collected before its result is entered',
    });
  }
  if ('text' in entry && entry.text.trim() === '') {
    throw new Rejection('value-missing', { field: 'result.value', rule: 'give the value, or say why there is none' });
  }
  const found = 'text' in entry ? readResultText(entry.text, entry.notation) : { kind: 'number' as const, ...entry };
  const text = 'text' in entry ? entry.text : null;
  if (found.kind === 'no-number') return { kind: 'no-number', text: text ?? '', unitText: unit, reason: found.reason };
  const { comparator, number } = found;
  refuseImpossible(comparator, number, lloq, uloq);
  return {
    kind: 'measured',
    text,
    unitText: unit,
    value: { comparator, number, unit: unitOf(analyte, unit, 'result.unit'), lloq, uloq },
  };
}

/** Whether two reports say the same, however they were written. */
export function sameReport(before: Reported, after: Reported): boolean {
  if (before.kind === 'no-number' || after.kind === 'no-number') {
    return before.kind === after.kind && before.text === after.text;
  }
  const [one, other] = [before.value, after.value];
  return (
    one.comparator === other.comparator &&
    one.number === other.number &&
    one.unit === other.unit &&
    one.lloq === other.lloq &&
    one.uloq === other.uloq
  );
}

function refuseImpossible(comparator: Comparator, number: number, lloq: number | null, uloq: number | null): void {
  if (!Number.isFinite(number))
    throw new Rejection('value-not-finite', { field: 'result.value', rule: 'the value is a finite number' });
  // Nothing on the panel can be negative, and "<0" would mean just that.
  if (number < 0 || (comparator === '<' && number === 0)) {
    throw new Rejection('negative-value', { field: 'result.value', rule: 'the value is not below 0' });
  }
  if ((lloq !== null && lloq < 0) || (lloq !== null && uloq !== null && lloq >= uloq)) {
    throw new Rejection('quantification-limits-upside-down', {
      field: 'result.lloq',
      rule: 'limits of quantification run upwards from 0',
    });
  }
}
