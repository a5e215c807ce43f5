import type { Analyte } from './analytes.js';
import type { MeasuredValue } from './measured-value.js';
import { convert } from './unit-conversion.js';

/** Something a person should look at; it never blocks a result and never changes it. */
export type ResultFlag =
  | {
      readonly code: 'implausible-in-unit';
      /** Units of the analyte in which the same number would be plausible. */
      readonly plausibleIn: readonly string[];
    }
  | { readonly code: 'below-quantification' }
  | { readonly code: 'above-quantification' };

/**
 * Entry errors worth a question: 80 g/dL of haemoglobin is 80 g/L, 8 g/L is 8 g/dL or 8 mmol/L; a plain number beyond
 * the limits of quantification should have come with its comparator.
 */
export function flagsOf(analyte: Analyte, value: MeasuredValue): readonly ResultFlag[] {
  const flags: ResultFlag[] = [];
  if (!isPlausible(analyte, value)) {
    const plausibleIn = analyte.units.filter((unit) => isPlausible(analyte, { ...value, unit }));
    flags.push({ code: 'implausible-in-unit', plausibleIn });
  }
  if (value.comparator === '=' && value.lloq !== null && value.number < value.lloq)
    flags.push({ code: 'below-quantification' });
  if (value.comparator === '=' && value.uloq !== null && value.number > value.uloq)
    flags.push({ code: 'above-quantification' });
  return flags;
}

/** "<5" is plausible when some value below 5 is, ">5" when some value above it is. */
function isPlausible(analyte: Analyte, value: MeasuredValue): boolean {
  const [unit] = analyte.units;
  if (analyte.plausible === null || unit === undefined) return true;
  const conversion = convert(analyte, value, unit);
  if (conversion.outcome === 'not-convertible') return false;
  const [lowest, highest] = analyte.plausible;
  const { comparator, number } = conversion.value;
  switch (comparator) {
    case '=':
      return number >= lowest && number <= highest;
    case '<':
      return number > lowest;
    case '>':
      return number < highest;
  }
}
