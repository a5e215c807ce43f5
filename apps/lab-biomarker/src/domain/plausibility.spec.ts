import { analytes } from './analytes.js';
import type { MeasuredValue } from './measured-value.js';
import { flagsOf } from './plausibility.js';

const flags = (code: string, number: number, unit: string, more: Partial<MeasuredValue> = {}) => {
  const analyte = analytes.find((known) => known.code === code);
  if (!analyte) throw new Error(`no ${code}`);
  return flagsOf(analyte, { comparator: '=', number, unit, lloq: null, uloq: null, ...more });
};
const implausible = (...plausibleIn: string[]) => [{ code: 'implausible-in-unit', plausibleIn }];

describe('entry errors worth a question', () => {
  it.each`
    analyte          | number | unit         | expected
    ${'haemoglobin'} | ${80}  | ${'g/dL'}    | ${implausible('g/L')}
    ${'haemoglobin'} | ${80}  | ${'g/L'}     | ${[]}
    ${'haemoglobin'} | ${8}   | ${'g/L'}     | ${implausible('mmol/L', 'g/dL')}
    ${'haemoglobin'} | ${8}   | ${'g/dL'}    | ${[]}
    ${'haemoglobin'} | ${8}   | ${'mmol/L'}  | ${[]}
    ${'creatinine'}  | ${88}  | ${'mg/dL'}   | ${implausible('umol/L')}
    ${'creatinine'}  | ${1}   | ${'umol/L'}  | ${implausible('mmol/L', 'mg/dL')}
    ${'haematocrit'} | ${42}  | ${'L/L'}     | ${implausible('%')}
    ${'platelets'}   | ${250} | ${'10*3/mL'} | ${implausible('10*9/L', '10*3/uL')}
  `('looks at $number $unit of $analyte', ({ analyte, number, unit, expected }) => {
    expect(flags(analyte, number, unit)).toEqual(expected);
  });

  it('asks about an open interval only when none of it is plausible', () => {
    expect(flags('crp', 5, 'mg/L', { comparator: '<' })).toEqual([]);
    expect(flags('sodium', 90, 'mmol/L', { comparator: '<' })).toEqual(implausible());
    expect(flags('sodium', 150, 'mmol/L', { comparator: '>' })).toEqual([]);
    expect(flags('sodium', 200, 'mmol/L', { comparator: '>' })).toEqual(implausible());
  });

  it('asks about a plain number beyond the limits of quantification', () => {
    expect(flags('crp', 0.4, 'mg/L', { lloq: 0.5 })).toEqual([{ code: 'below-quantification' }]);
    expect(flags('crp', 0.5, 'mg/L', { lloq: 0.5, uloq: 0.5 })).toEqual([]);
    expect(flags('crp', 301, 'mg/L', { uloq: 300 })).toEqual([{ code: 'above-quantification' }]);
    expect(flags('crp', 0.5, 'mg/L', { comparator: '<', lloq: 0.6 })).toEqual([]);
  });

  it('sets limits that a plain value of every analyte can meet', () => {
    for (const { code, plausible, units } of analytes) {
      if (plausible) expect([code, flags(code, (plausible[0] + plausible[1]) / 2, units[0] ?? '')]).toEqual([code, []]);
    }
  });
});
