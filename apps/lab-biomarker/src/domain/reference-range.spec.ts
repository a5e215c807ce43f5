import { plainDate } from '@trial/kernel';
import { analyteIn } from './analytes.js';
import { limitsFor, position, rangeInForce, recordRange, type ReferenceRange } from './reference-range.js';

const panel = [
  { code: 'haemoglobin', unit: 'mmol/L' },
  { code: 'platelets', unit: '10*9/L' },
];
const haemoglobin = analyteIn(panel, 'haemoglobin');
const range = (changes: Partial<ReferenceRange> = {}): ReferenceRange => ({
  id: 'r1',
  laboratory: 'lab-1',
  analyte: 'haemoglobin',
  unit: 'mmol/L',
  sex: 'female',
  fromAge: 18,
  toAge: null,
  low: 7.5,
  high: 10,
  effectiveFrom: plainDate('2025-01-01'),
  effectiveTo: null,
  ...changes,
});
const limits = (low: number | null, high: number | null) => ({ rangeId: 'r1', low, high });

describe('the place of a value in its range', () => {
  it.each`
    comparator | number  | low     | high    | expected
    ${'='}     | ${7.4}  | ${7.5}  | ${10}   | ${'low'}
    ${'='}     | ${7.5}  | ${7.5}  | ${10}   | ${'normal'}
    ${'='}     | ${10}   | ${7.5}  | ${10}   | ${'normal'}
    ${'='}     | ${10.1} | ${7.5}  | ${10}   | ${'high'}
    ${'='}     | ${0}    | ${0}    | ${5}    | ${'normal'}
    ${'='}     | ${41}   | ${null} | ${40}   | ${'high'}
    ${'='}     | ${40}   | ${null} | ${40}   | ${'unknown'}
    ${'='}     | ${59}   | ${60}   | ${null} | ${'low'}
    ${'='}     | ${60}   | ${60}   | ${null} | ${'unknown'}
    ${'<'}     | ${5}    | ${0}    | ${5}    | ${'normal'}
    ${'<'}     | ${6}    | ${0}    | ${5}    | ${'unknown'}
    ${'<'}     | ${5}    | ${5}    | ${10}   | ${'low'}
    ${'<'}     | ${6}    | ${5}    | ${10}   | ${'unknown'}
    ${'<'}     | ${5}    | ${null} | ${10}   | ${'unknown'}
    ${'>'}     | ${40}   | ${0}    | ${40}   | ${'high'}
    ${'>'}     | ${39}   | ${0}    | ${40}   | ${'unknown'}
    ${'>'}     | ${60}   | ${60}   | ${null} | ${'unknown'}
  `('puts $comparator $number in [$low, $high] at $expected', ({ comparator, number, low, high, expected }) => {
    expect(position({ comparator, number }, limits(low, high))).toBe(expected);
  });

  it('is unknown without a range', () => {
    expect(position({ comparator: '=', number: 7 }, null)).toBe('unknown');
  });
});

describe('the range in force', () => {
  const woman = { sex: 'female' as const, ageYears: 40 };
  const find = (
    ranges: readonly ReferenceRange[],
    person: Parameters<typeof rangeInForce>[3] = woman,
    on = '2026-03-01',
  ) => rangeInForce(ranges, 'lab-1', 'haemoglobin', person, plainDate(on))?.id;

  it('is the one for the sex, else the one for anybody', () => {
    const any = range({ id: 'any', sex: 'any' });

    expect(find([any, range()])).toBe('r1');
    expect(find([any, range()], { sex: 'male', ageYears: 40 })).toBe('any');
  });

  it('covers its first age and ends before its last', () => {
    const band = range({ fromAge: 18, toAge: 65 });

    expect(find([band], { sex: 'female', ageYears: 18 })).toBe('r1');
    expect(find([band], { sex: 'female', ageYears: 64 })).toBe('r1');
    expect(find([band], { sex: 'female', ageYears: 65 })).toBeUndefined();
    expect(find([band], { sex: 'female', ageYears: 17 })).toBeUndefined();
  });

  it('covers its first day and ends before its last', () => {
    const dated = range({ effectiveTo: plainDate('2026-03-01') });

    expect(find([dated], woman, '2025-01-01')).toBe('r1');
    expect(find([dated], woman, '2024-12-31')).toBeUndefined();
    expect(find([dated], woman, '2026-02-28')).toBe('r1');
    expect(find([dated], woman, '2026-03-01')).toBeUndefined();
  });

  it('is that of the laboratory and analyte', () => {
    expect(find([range({ laboratory: 'lab-2' })])).toBeUndefined();
    expect(find([range({ analyte: 'platelets' })])).toBeUndefined();
  });

  it('is only one for everybody when sex or age are not known', () => {
    const nobodyKnown = { sex: null, ageYears: null };

    expect(find([range({ fromAge: 0 })], nobodyKnown)).toBeUndefined();
    expect(find([range({ sex: 'any' })], nobodyKnown)).toBeUndefined();
    expect(find([range({ sex: 'any', fromAge: 0 })], nobodyKnown)).toBe('r1');
  });
});

describe('the limits in the unit of the value', () => {
  it('move by powers of ten', () => {
    expect(limitsFor(haemoglobin, range({ unit: 'g/dL', low: 12, high: 16 }), 'g/L')).toEqual(limits(120, 160));
  });

  it('are not had through a rounded factor', () => {
    expect(limitsFor(haemoglobin, range({ unit: 'g/dL', low: 12, high: 16 }), 'mmol/L')).toBeNull();
  });

  it('read an upper limit of 0 as not given, and a lower limit of 0 as a limit', () => {
    expect(limitsFor(haemoglobin, range({ low: 0, high: 0 }), 'mmol/L')).toEqual(limits(0, null));
  });
});

describe('recording a range', () => {
  it('keeps the unit as UCUM and an upper limit of 0 as not given', () => {
    expect(recordRange(panel, [], range({ unit: 'MMOL / l', high: 0 }))).toMatchObject({ unit: 'mmol/L', high: null });
  });

  it.each`
    changes                                     | code
    ${{ low: null, high: null }}                | ${'range-without-limits'}
    ${{ low: null, high: 0 }}                   | ${'range-without-limits'}
    ${{ low: 11 }}                              | ${'range-upside-down'}
    ${{ toAge: 18 }}                            | ${'range-upside-down'}
    ${{ effectiveTo: plainDate('2025-01-01') }} | ${'range-upside-down'}
    ${{ unit: 'umol/L' }}                       | ${'unit-unknown-for-analyte'}
    ${{ analyte: 'troponin' }}                  | ${'analyte-unknown'}
  `('refuses $changes as $code', ({ changes, code }) => {
    expect(() => recordRange(panel, [], range(changes))).toThrow(code);
  });

  it('refuses a second range for the same sex, age and day', () => {
    const onFile = [range({ toAge: 65, effectiveTo: plainDate('2026-01-01') })];
    const next = (changes: Partial<ReferenceRange>) => () =>
      recordRange(panel, onFile, range({ id: 'r2', ...changes }));

    expect(next({ fromAge: 64 })).toThrow('range-overlaps');
    expect(next({ effectiveFrom: plainDate('2025-12-31') })).toThrow('range-overlaps');
    expect(next({ fromAge: 65 })).not.toThrow();
    expect(next({ effectiveFrom: plainDate('2026-01-01') })).not.toThrow();
    expect(next({ sex: 'any' })).not.toThrow();
    expect(next({ laboratory: 'lab-2' })).not.toThrow();
  });

  it('lets a range replace itself', () => {
    expect(recordRange(panel, [range()], range({ high: 10.5 })).high).toBe(10.5);
  });
});
