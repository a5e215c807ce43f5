import fc from 'fast-check';
import { analytes, type Analyte } from './analytes.js';
import type { MeasuredValue } from './measured-value.js';
import { convert } from './unit-conversion.js';

const described = (code: string): Analyte => {
  const found = analytes.find((analyte) => analyte.code === code);
  if (!found) throw new Error(`no ${code}`);
  return found;
};
const measured = (number: number, unit: string): MeasuredValue => ({
  comparator: '=',
  number,
  unit,
  lloq: null,
  uloq: null,
});

describe('converting a value', () => {
  it.each`
    analyte          | number   | from         | to           | converted  | factor        | basis
    ${'haemoglobin'} | ${8}     | ${'g/dL'}    | ${'mmol/L'}  | ${4.9648}  | ${0.6206}     | ${'bridge'}
    ${'haemoglobin'} | ${80}    | ${'g/L'}     | ${'mmol/L'}  | ${4.9648}  | ${0.06206}    | ${'bridge'}
    ${'haemoglobin'} | ${80}    | ${'g/L'}     | ${'g/dL'}    | ${8}       | ${0.1}        | ${'scale'}
    ${'haemoglobin'} | ${6.206} | ${'mmol/L'}  | ${'g/dL'}    | ${10}      | ${1 / 0.6206} | ${'bridge'}
    ${'creatinine'}  | ${1}     | ${'mg/dL'}   | ${'umol/L'}  | ${88.42}   | ${88.42}      | ${'bridge'}
    ${'creatinine'}  | ${88.42} | ${'umol/L'}  | ${'mg/dL'}   | ${1}       | ${1 / 88.42}  | ${'bridge'}
    ${'creatinine'}  | ${1}     | ${'mg/dL'}   | ${'mmol/L'}  | ${0.08842} | ${0.08842}    | ${'bridge'}
    ${'bilirubin'}   | ${2}     | ${'mg/dL'}   | ${'umol/L'}  | ${34.2}    | ${17.1}       | ${'bridge'}
    ${'platelets'}   | ${75}    | ${'10*9/L'}  | ${'/uL'}     | ${75000}   | ${1000}       | ${'scale'}
    ${'platelets'}   | ${75}    | ${'10*9/L'}  | ${'10*3/uL'} | ${75}      | ${1}          | ${'scale'}
    ${'platelets'}   | ${75}    | ${'10*3/uL'} | ${'10*3/mL'} | ${75000}   | ${1000}       | ${'scale'}
    ${'sodium'}      | ${140}   | ${'meq/L'}   | ${'mmol/L'}  | ${140}     | ${1}          | ${'bridge'}
    ${'calcium'}     | ${5}     | ${'meq/L'}   | ${'mmol/L'}  | ${2.5}     | ${0.5}        | ${'bridge'}
    ${'calcium'}     | ${10}    | ${'mg/dL'}   | ${'meq/L'}   | ${4.99}    | ${0.499}      | ${'bridge'}
    ${'haematocrit'} | ${42}    | ${'%'}       | ${'L/L'}     | ${0.42}    | ${0.01}       | ${'scale'}
    ${'nt-probnp'}   | ${125}   | ${'pg/mL'}   | ${'ng/L'}    | ${125}     | ${1}          | ${'scale'}
  `(
    'turns $number $from of $analyte into $converted $to and keeps the factor',
    ({ analyte, number, from, to, converted, factor, basis }) => {
      const conversion = convert(described(analyte), measured(number, from), to);

      expect(conversion).toMatchObject({ outcome: 'converted', basis, value: { unit: to, number: converted } });
      expect(conversion.outcome === 'converted' ? conversion.factor : null).toBeCloseTo(factor, 14);
    },
  );

  it('keeps the comparator and takes the limits of quantification along', () => {
    const value: MeasuredValue = { comparator: '<', number: 0.5, unit: 'mg/dL', lloq: 0.5, uloq: 30 };

    expect(convert(described('crp'), value, 'mg/L')).toMatchObject({
      value: { comparator: '<', number: 5, unit: 'mg/L', lloq: 5, uloq: 300 },
    });
  });

  it('refuses a unit the analyte does not have', () => {
    expect(convert(described('haemoglobin'), measured(8, 'g/dL'), 'umol/L')).toEqual({
      outcome: 'not-convertible',
      reason: 'unit-unknown-for-analyte',
    });
  });

  it('refuses to cross from mass to amount where the analyte has no factor', () => {
    const albumin = { ...described('albumin'), units: ['g/L', 'umol/L'] };

    expect(convert(albumin, measured(40, 'g/L'), 'umol/L')).toEqual({
      outcome: 'not-convertible',
      reason: 'no-common-property',
    });
  });

  it('does not take fibrin equivalents for plain mass', () => {
    const dDimer = { ...described('d-dimer'), units: ['ug{FEU}/L', 'ug/L'] };

    expect(convert(dDimer, measured(500, 'ug{FEU}/L'), 'ug/L').outcome).toBe('not-convertible');
  });

  it('leaves a value in its own unit alone, also in a unit of the trial only', () => {
    const marker: Analyte = { code: 'dsa', units: ['{MFI}'], bridges: [], plausible: null };

    expect(convert(marker, measured(1500, '{MFI}'), '{MFI}')).toMatchObject({ value: { number: 1500 }, factor: 1 });
  });

  it('comes back to the same value from every unit it can reach', () => {
    const pairs = analytes.flatMap((analyte) =>
      analyte.units.flatMap((from) => analyte.units.map((to) => ({ analyte, from, to }))),
    );
    fc.assert(
      fc.property(
        fc.constantFrom(...pairs),
        fc.double({ min: 1e-3, max: 1e6, noNaN: true }),
        ({ analyte, from, to }, number) => {
          const there = convert(analyte, measured(number, from), to);
          if (there.outcome !== 'converted') throw new Error(`${analyte.code}: ${from} to ${to}`);
          const back = convert(analyte, there.value, from);
          expect(back.outcome === 'converted' ? back.value.number / number : null).toBeCloseTo(1, 12);
        },
      ),
    );
  });
});
