/**
 * One spelling per unit, capitals kept: `g/L` is grams, `G/L` 10^9 per litre, and `MMOL/L` nothing at all. Only the
 * litre may be written `l` or `L`, as in UCUM. Blanks do not count.
 */
export function exactUnit(unit: string): string {
  const known = spelt.get(unit);
  if (known !== undefined) return known;
  const plain = unit
    .replace(/\s+/g, '')
    .replace(/[µμ]/g, 'u')
    .replace(/^[x×]?10[*^e](?=\d)/, '10*')
    .replace(/(^|[/.(\d])([dcmunpf]?)l(?=$|[/.()\d])/g, '$1$2L');
  return spelt.get(plain) ?? plain;
}

const others: Readonly<Record<string, readonly string[]>> = {
  '10*9/L': ['10*3/uL', '10*6/mL', 'K/uL', 'G/L', '/nL'],
  '/uL': ['/mm3', '/mm^3', '10*6/L', '10*3/mL', '1/uL', '{cells}/uL', 'cells/uL'],
  '1': ['', '{INR}', 'INR', '{ratio}', '[pH]', 'pH'],
  'meq/L': ['mEq/L'],
  Cel: ['°C', 'degC'],
  '[degF]': ['°F', 'degF'],
  'mm[Hg]': ['mmHg'],
  'mL/min/mm[Hg]': ['mL/min/mmHg'],
  '%': ['%pred', '%predicted'],
  'mL/min/{1.73_m2}': ['mL/min/1.73m2', 'mL/min/1.73m^2', 'mL/min/1.73m*2', 'mL/min/1.73m²', 'mL/min/{1.73m2}'],
  'g/(24.h)': ['g/24h', 'g/24.h', 'g/d'],
  'mL/(24.h)': ['mL/24h', 'mL/24.h', 'mL/d'],
  'mL/(8.h)': ['mL/8h', 'mL/8.h'],
  'kg/m2': ['kg/m^2', 'kg/m*2', 'kg/m²'],
};

/** The ways in the table, and the plain names of most units in the data, which then cost one look. */
const spelt: ReadonlyMap<string, string> = new Map([
  ...Object.entries(others).flatMap(([name, ways]) => [name, ...ways].map((way) => [way, name] as const)),
  ...['g/L', 'g/dL', 'mg/dL', 'mmol/L', 'umol/L', 'mL/min', 'U/L', 'ms', 'kg', 'cm'].map((own) => [own, own] as const),
]);
