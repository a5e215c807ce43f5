import type { ResultValue } from '@trial/contracts';
import { Rejection, type Instant } from '@trial/kernel';
import type { MeasuredValue } from '../domain/measured-value.js';
import type { Measurement } from '../domain/reported.js';
import { valueOf, type Result } from '../domain/result.js';

/** A result as a person entered it. Without a word on decimals "1.234" stays ambiguous and is not guessed. */
export const measurementOf = (
  { value, unit, lloq, uloq, decimalMark, range }: ResultValue,
  collectedAt: Instant,
): Measurement => ({
  entry: { text: value, notation: decimalMark ?? 'unknown' },
  unit,
  lloq: lloq ?? null,
  uloq: uloq ?? null,
  limits: { low: range.low ?? null, high: range.high ?? null },
  collectedAt,
});

/** The value of a result entered by hand, where one is asked for: `Rejection('value-not-a-number')` without. */
export function numberIn(result: Result): MeasuredValue {
  const value = valueOf(result);
  if (value) return value;
  const ambiguous = result.reported.kind === 'no-number' && result.reported.reason === 'ambiguous-separator';
  throw new Rejection('value-not-a-number', {
    field: 'result.value',
    rule: ambiguous
      ? 'this may be a decimal or a thousand: say which decimal mark the laboratory writes'
      : 'give a number, with < or > before it where the laboratory wrote so',
  });
}
