import { analyteIn, analytes, unitOf } from './analytes.js';
import { units } from './units.js';

const described = (code: string) => {
  const [found] = analytes.filter((analyte) => analyte.code === code);
  if (!found) throw new Error(`no ${code}`);
  return found;
};

describe('the units of an analyte', () => {
  it.each`
    analyte          | written             | code
    ${'platelets'}   | ${'10*9/L'}         | ${'10*9/L'}
    ${'platelets'}   | ${'10^9/l'}         | ${'10*9/L'}
    ${'platelets'}   | ${'x 10⁹ / L'}      | ${'10*9/L'}
    ${'platelets'}   | ${'10E9/L'}         | ${'10*9/L'}
    ${'platelets'}   | ${'G/L'}            | ${'10*9/L'}
    ${'platelets'}   | ${'K/µL'}           | ${'10*3/uL'}
    ${'platelets'}   | ${'10³/μl'}         | ${'10*3/uL'}
    ${'platelets'}   | ${'10^3/mL'}        | ${'10*3/mL'}
    ${'platelets'}   | ${'/mm3'}           | ${'/uL'}
    ${'platelets'}   | ${'10^6/L'}         | ${'10*6/L'}
    ${'haemoglobin'} | ${' MMOL/L '}       | ${'mmol/L'}
    ${'haemoglobin'} | ${'G/L'}            | ${'g/L'}
    ${'haemoglobin'} | ${'g / dl'}         | ${'g/dL'}
    ${'creatinine'}  | ${'µmol/L'}         | ${'umol/L'}
    ${'creatinine'}  | ${'mcmol/L'}        | ${'umol/L'}
    ${'sodium'}      | ${'mEq/L'}          | ${'meq/L'}
    ${'alt'}         | ${'IU/L'}           | ${'U/L'}
    ${'inr'}         | ${''}               | ${'1'}
    ${'inr'}         | ${'{INR}'}          | ${'1'}
    ${'egfr'}        | ${'mL/min/1,73 m²'} | ${'mL/min/{1.73_m2}'}
    ${'temperature'} | ${'°C'}             | ${'Cel'}
  `('reads "$written" for $analyte as $code', ({ analyte, written, code }) => {
    expect(unitOf(described(analyte), written)).toBe(code);
  });

  it.each`
    analyte          | written
    ${'platelets'}   | ${'10^12/L'}
    ${'platelets'}   | ${'109/L'}
    ${'platelets'}   | ${'g/L'.replace('g', 'mg')}
    ${'haemoglobin'} | ${'mg/dL'}
    ${'haemoglobin'} | ${''}
    ${'creatinine'}  | ${'nmol/L'}
    ${'creatinine'}  | ${'umol/mL'}
    ${'hba1c'}       | ${'%'}
    ${'d-dimer'}     | ${'ng/mL'}
    ${'alt'}         | ${'ukat/L'}
  `('refuses "$written" for $analyte', ({ analyte, written }) => {
    expect(() => unitOf(described(analyte), written)).toThrow('unit-unknown-for-analyte');
  });

  it('never lets one text stand for two units of an analyte', () => {
    for (const analyte of analytes) {
      const codes = analyte.units.flatMap((code) => {
        const written = units.find((unit) => unit.code === code)?.written ?? [];
        return [code, ...written].map((text) => [unitOf(analyte, text), code] as const);
      });
      expect(codes.filter(([read, meant]) => read !== meant)).toEqual([]);
    }
  });

  it('describes every unit, and bridges only between units of the analyte, all into one property', () => {
    const known = new Set(units.map(({ code }) => code));
    for (const { units: own, bridges } of analytes) {
      expect(own.filter((code) => !known.has(code))).toEqual([]);
      const ends = bridges.map(({ to }) => units.find(({ code }) => code === to)?.property);
      expect(new Set(ends).size).toBeLessThanOrEqual(1);
      expect(bridges.flatMap(({ from, to }) => [from, to]).filter((code) => !own.includes(code))).toEqual([]);
    }
  });
});

describe('the analytes of a trial', () => {
  it('refuses one the trial does not measure', () => {
    expect(() => analyteIn([{ code: 'alt', unit: 'U/L' }], 'creatinine')).toThrow('analyte-unknown');
  });

  it("takes a research marker in the trial's own unit", () => {
    const marker = analyteIn([{ code: 'cec', unit: '{cells}/mL' }], 'cec');

    expect(unitOf(marker, '{CELLS}/ml')).toBe('{cells}/mL');
    expect(() => unitOf(marker, '{cells}/uL')).toThrow('unit-unknown-for-analyte');
  });

  it("adds a trial's own unit to those already described", () => {
    expect(analyteIn([{ code: 'albumin', unit: 'umol/L' }], 'albumin').units).toEqual(['g/L', 'g/dL', 'umol/L']);
  });
});
