import type { Analyte } from './analytes.js';
import type { MeasuredValue } from './measured-value.js';
import { unitWithCode, type Unit } from './units.js';

/**
 * A converted value with the factor that made it (L02). `scale`: powers of ten inside one property, exact. `bridge`:
 * the analyte's own factor between two properties, which is rounded by convention: never use it to reach a threshold
 * printed in the other unit.
 */
export type Conversion =
  | {
      readonly outcome: 'converted';
      readonly value: MeasuredValue;
      readonly factor: number;
      readonly basis: 'scale' | 'bridge';
    }
  | { readonly outcome: 'not-convertible'; readonly reason: 'unit-unknown-for-analyte' | 'no-common-property' };

/**
 * The value in another unit of the same analyte, for comparing it with a baseline or a limit; the reported value stays
 * what it is. Comparator and limits of quantification come along. Both units must be units of the analyte, as UCUM codes.
 */
export function convert(analyte: Analyte, value: MeasuredValue, to: string): Conversion {
  if (value.unit === to) return { outcome: 'converted', value, factor: 1, basis: 'scale' };
  const [source, target] = [value.unit, to].map((code) =>
    analyte.units.includes(code) ? unitWithCode(code) : undefined,
  );
  if (!source || !target) return { outcome: 'not-convertible', reason: 'unit-unknown-for-analyte' };
  if (source.property === target.property) return converted(value, target, scale(source, target), 'scale');
  const factor = bridgeFactor(analyte, source, target);
  if (factor === null) return { outcome: 'not-convertible', reason: 'no-common-property' };
  return converted(value, target, factor, 'bridge');
}

/** From unit to unit by way of the property that all bridges of an analyte lead to. */
function bridgeFactor(analyte: Analyte, source: Unit, target: Unit): number | null {
  const from = acrossBridge(analyte, source);
  const to = acrossBridge(analyte, target);
  if (!from || !to) return null;
  return (from.factor / to.factor) * 10 ** (from.exponent - to.exponent);
}

/** One `unit` as `factor` x 10^`exponent` of the property the bridges lead to; undefined when no bridge starts here. */
function acrossBridge(
  { bridges }: Analyte,
  unit: Unit,
): { readonly factor: number; readonly exponent: number } | undefined {
  for (const { from, to, factor } of bridges) {
    const start = unitWithCode(from);
    const end = unitWithCode(to);
    if (end?.property === unit.property) return { factor: 1, exponent: unit.exponent };
    if (start && end && start.property === unit.property) {
      return { factor, exponent: unit.exponent - start.exponent + end.exponent };
    }
  }
  return undefined;
}

function converted(value: MeasuredValue, to: Unit, factor: number, basis: 'scale' | 'bridge'): Conversion {
  const times = (number: number): number => significant(number * factor);
  return {
    outcome: 'converted',
    value: {
      ...value,
      number: times(value.number),
      unit: to.code,
      lloq: value.lloq === null ? null : times(value.lloq),
      uloq: value.uloq === null ? null : times(value.uloq),
    },
    factor: significant(factor),
    basis,
  };
}

/** Built from integer exponents, so that 10*9/L to /uL is exactly 1000. */
const scale = (from: Unit, to: Unit): number => 10 ** (from.exponent - to.exponent);

/** 15 significant digits: binary products such as 0.1 x 3 do not leak into values. */
const significant = (number: number): number => Number(number.toPrecision(15));
