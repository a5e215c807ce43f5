/**
 * Kinds of quantity. Conversion by scale stays inside one property; mass and amount of substance are different
 * properties (and different LOINC codes) that only an analyte's own factor can bridge.
 */
export type Property =
  | 'number-concentration'
  | 'substance-concentration'
  | 'charge-concentration'
  | 'mass-concentration'
  | 'fibrin-equivalent-concentration'
  | 'catalytic-concentration'
  | 'substance-ratio'
  | 'mass-per-substance'
  | 'fraction'
  | 'ratio'
  | 'entitic-volume'
  | 'rate-per-area'
  | 'time'
  | 'length-per-time'
  | 'frequency'
  | 'pressure'
  | 'temperature';

export interface Unit {
  /** UCUM code. */
  readonly code: string;
  readonly property: Property;
  /** Power of ten relative to the other units of the property. */
  readonly exponent: number;
  /** What laboratories write for it; case, spaces and the way a power is written do not matter. */
  readonly written: readonly string[];
}

/** The UCUM units of the routine panel and the vital signs (trial.md 4.1). */
export const units: readonly Unit[] = [
  // "G/L" (giga per litre) and "g/L" (gram per litre) differ by case only: the analyte decides which is meant.
  { code: '10*9/L', property: 'number-concentration', exponent: 9, written: ['G/L', '10E9/L', 'x10^9/L'] },
  {
    code: '10*3/uL',
    property: 'number-concentration',
    exponent: 9,
    written: ['K/uL', '10*3/mcL', 'thou/uL', '10*3/mm3', '10*3/mm^3'],
  },
  { code: '10*6/L', property: 'number-concentration', exponent: 6, written: [] },
  { code: '10*3/mL', property: 'number-concentration', exponent: 6, written: [] },
  {
    code: '/uL',
    property: 'number-concentration',
    exponent: 6,
    written: ['/mcL', '/mm3', '/mm^3', 'cells/uL', '{cells}/uL'],
  },
  { code: 'mol/L', property: 'substance-concentration', exponent: 0, written: [] },
  { code: 'mmol/L', property: 'substance-concentration', exponent: -3, written: [] },
  { code: 'umol/L', property: 'substance-concentration', exponent: -6, written: ['mcmol/L', 'micromol/L'] },
  { code: 'nmol/L', property: 'substance-concentration', exponent: -9, written: [] },
  { code: 'meq/L', property: 'charge-concentration', exponent: -3, written: [] },
  { code: 'g/dL', property: 'mass-concentration', exponent: 1, written: ['gm/dL', 'g%'] },
  { code: 'g/L', property: 'mass-concentration', exponent: 0, written: ['gm/L'] },
  { code: 'mg/dL', property: 'mass-concentration', exponent: -2, written: ['mg%'] },
  { code: 'mg/L', property: 'mass-concentration', exponent: -3, written: [] },
  { code: 'ug/L', property: 'mass-concentration', exponent: -6, written: ['mcg/L'] },
  { code: 'ng/mL', property: 'mass-concentration', exponent: -6, written: [] },
  { code: 'ng/L', property: 'mass-concentration', exponent: -9, written: [] },
  { code: 'pg/mL', property: 'mass-concentration', exponent: -9, written: [] },
  // A fibrin equivalent is about two D-dimer mass units: never one property with plain mass.
  { code: 'mg{FEU}/L', property: 'fibrin-equivalent-concentration', exponent: -3, written: ['mg FEU/L', 'mg/L FEU'] },
  { code: 'ug{FEU}/L', property: 'fibrin-equivalent-concentration', exponent: -6, written: ['ug FEU/L', 'ug/L FEU'] },
  {
    code: 'ng{FEU}/mL',
    property: 'fibrin-equivalent-concentration',
    exponent: -6,
    written: ['ng FEU/mL', 'ng/mL FEU'],
  },
  { code: 'U/L', property: 'catalytic-concentration', exponent: 0, written: ['IU/L', '[IU]/L'] },
  { code: 'mmol/mol', property: 'substance-ratio', exponent: -3, written: [] },
  { code: 'g/mol', property: 'mass-per-substance', exponent: 0, written: [] },
  { code: 'mg/mmol', property: 'mass-per-substance', exponent: 0, written: [] },
  { code: 'L/L', property: 'fraction', exponent: 0, written: [] },
  { code: '%', property: 'fraction', exponent: -2, written: ['pct'] },
  { code: '1', property: 'ratio', exponent: 0, written: ['', '{INR}', 'INR'] },
  { code: 'fL', property: 'entitic-volume', exponent: 0, written: [] },
  {
    code: 'mL/min/{1.73_m2}',
    property: 'rate-per-area',
    exponent: 0,
    written: ['mL/min/1.73m2', 'mL/min/1.73m^2', 'mL/min/1,73m2', 'mL/min/1,73m^2'],
  },
  { code: 's', property: 'time', exponent: 0, written: ['sec', 'seconds'] },
  { code: 'mm/h', property: 'length-per-time', exponent: 0, written: ['mm/hr', 'mm/uur', 'mm/1h'] },
  { code: '/min', property: 'frequency', exponent: 0, written: ['bpm', 'beats/min', 'breaths/min', '1/min'] },
  { code: 'mm[Hg]', property: 'pressure', exponent: 0, written: ['mmHg'] },
  { code: 'Cel', property: 'temperature', exponent: 0, written: ['degC', '°C', 'C'] },
];

/**
 * The UCUM code a text stands for, among the given codes; undefined when none. Only the writing is forgiven: another
 * exponent, prefix or volume is another unit ("10^3/mL" is a thousandth of "10^3/uL").
 */
export function unitNamed(text: string, among: readonly string[]): string | undefined {
  const wanted = normalised(text);
  return among.find((code) =>
    [code, ...(unitWithCode(code)?.written ?? [])].some((name) => normalised(name) === wanted),
  );
}

/** The unit with exactly this UCUM code. */
export const unitWithCode = (code: string): Unit | undefined => units.find((unit) => unit.code === code);

/** Superscripts first: dropping them to plain digits would turn 10⁹ into 109. */
const normalised = (text: string): string =>
  text
    .replace(/[⁰¹²³⁴⁵⁶⁷⁸⁹]+/g, (raised) => `^${raised.normalize('NFKC')}`)
    .normalize('NFKC')
    .replace(/\s+/g, '')
    .toLowerCase()
    .replace(/μ/g, 'u')
    .replace(/^[x×]10/, '10')
    .replace(/^10(?:\^|\*\*|e)(\d)/, '10*$1');
