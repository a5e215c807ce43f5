import { instant, plainDate } from '@trial/kernel';
import type { Measurement } from './reported.js';
import { correctResult, judgeAgain, recordResult, valueOf, type Bench, type ResultFacts } from './result.js';
import type { ReferenceRange } from './reference-range.js';

const range: ReferenceRange = {
  id: 'r1',
  laboratory: 'lab-1',
  analyte: 'alt',
  unit: 'U/L',
  sex: 'any',
  fromAge: 0,
  toAge: null,
  low: 0,
  high: 40,
  effectiveFrom: plainDate('2026-03-04'),
  effectiveTo: null,
};
const bench: Bench = {
  panel: [
    { code: 'alt', unit: 'U/L' },
    { code: 'haemoglobin', unit: 'mmol/L' },
  ],
  ranges: [range],
  person: { sex: 'female', ageYears: 40 },
  zone: 'Europe/Amsterdam',
  recordedBy: 'person-1',
};
const facts: ResultFacts = {
  trialId: 'trial-1',
  siteId: 'site-1',
  participantId: 'p1',
  trialVersion: 1,
  visitCode: 'W02',
  laboratory: 'lab-1',
  method: null,
  analyte: 'alt',
};
const now = instant('2026-03-05T09:00:00Z');
const measurement = (changes: Partial<Measurement> = {}): Measurement => ({
  entry: { comparator: '=', number: 85 },
  unit: 'IU/L',
  lloq: null,
  uloq: null,
  limits: { low: null, high: null },
  collectedAt: instant('2026-03-04T08:00:00Z'),
  ...changes,
});
const record = (changes: Partial<Measurement> = {}) => recordResult('x1', facts, measurement(changes), bench, now);

describe('recording a result', () => {
  it('keeps it as reported, with the limits of its own specimen', () => {
    expect(record()).toMatchObject({
      id: 'x1',
      version: 1,
      reported: { kind: 'measured', unitText: 'IU/L', value: { comparator: '=', number: 85, unit: 'U/L' } },
      limits: { rangeId: 'r1', low: 0, high: 40 },
      position: 'high',
      flags: [],
      recordedAt: now,
      recordedBy: 'person-1',
      reason: null,
    });
  });

  it('puts nothing in the place of "<5"', () => {
    const result = record({ entry: { text: '<5', notation: 'point' }, lloq: 5 });

    expect(valueOf(result)).toEqual({ comparator: '<', number: 5, unit: 'U/L', lloq: 5, uloq: null });
    expect(result).toMatchObject({ reported: { text: '<5' }, position: 'normal' });
  });

  it('keeps a specimen without a value as missing with its reason, never as 0', () => {
    const result = record({ entry: { text: 'haemolysed', notation: 'unknown' } });

    expect(result).toMatchObject({
      reported: { kind: 'no-number', reason: 'haemolysed' },
      limits: null,
      position: 'unknown',
    });
    expect(valueOf(result)).toBeNull();
  });

  it('chooses the range by the day of collection at the site', () => {
    expect(record({ collectedAt: instant('2026-03-03T23:30:00Z') }).limits?.rangeId).toBe('r1');
    expect(record({ collectedAt: instant('2026-03-03T22:30:00Z') }).limits).toBeNull();
  });

  it('questions 80 g/dL of haemoglobin and records it all the same', () => {
    const result = recordResult(
      'x1',
      { ...facts, analyte: 'haemoglobin' },
      measurement({ entry: { comparator: '=', number: 80 }, unit: 'g/dL' }),
      bench,
      now,
    );

    expect(result.flags).toEqual([{ code: 'implausible-in-unit', plausibleIn: ['g/L'] }]);
    expect(valueOf(result)?.number).toBe(80);
  });

  it('goes by limits that came with the result, not by the range on file', () => {
    const result = record({ limits: { low: 10, high: 85 } });

    expect(result).toMatchObject({ limits: { rangeId: null, low: 10, high: 85 }, position: 'normal' });
  });

  it('reads an upper limit of 0 as an empty field, and without any limit goes by the range on file', () => {
    expect(record({ limits: { low: 90, high: 0 } })).toMatchObject({ limits: { high: null }, position: 'low' });
    expect(record({ limits: { low: null, high: 0 } }).limits?.rangeId).toBe('r1');
  });

  it('takes limits that meet and refuses reversed ones', () => {
    expect(record({ limits: { low: 85, high: 85 } }).position).toBe('normal');
    expect(() => record({ limits: { low: 86, high: 85 } })).toThrow('range-reversed');
  });

  it('finds no range on file for a laboratory that was not named', () => {
    expect(recordResult('x1', { ...facts, laboratory: null }, measurement(), bench, now).limits).toBeNull();
  });

  it.each`
    changes                                                 | code
    ${{ collectedAt: instant('2026-03-05T09:00:00.001Z') }} | ${'collected-in-future'}
    ${{ unit: 'mmol/L' }}                                   | ${'unit-unknown-for-analyte'}
    ${{ unit: '' }}                                         | ${'unit-unknown-for-analyte'}
    ${{ entry: { comparator: '=', number: -1 } }}           | ${'negative-value'}
    ${{ entry: { text: '-1', notation: 'point' } }}         | ${'negative-value'}
    ${{ entry: { comparator: '<', number: 0 } }}            | ${'negative-value'}
    ${{ entry: { comparator: '=', number: Number.NaN } }}   | ${'value-not-finite'}
    ${{ entry: { comparator: '=', number: Infinity } }}     | ${'value-not-finite'}
    ${{ entry: { text: '  ', notation: 'point' } }}         | ${'value-missing'}
    ${{ lloq: 10, uloq: 5 }}                                | ${'quantification-limits-upside-down'}
    ${{ lloq: -1 }}                                         | ${'quantification-limits-upside-down'}
  `('refuses $changes as $code', ({ changes, code }) => {
    expect(() => record(changes)).toThrow(code);
  });

  it('accepts a specimen collected this very moment', () => {
    expect(record({ collectedAt: now }).version).toBe(1);
  });

  it('refuses an analyte the trial does not measure', () => {
    expect(() => recordResult('x1', { ...facts, analyte: 'creatinine' }, measurement(), bench, now)).toThrow(
      'analyte-unknown',
    );
  });
});

describe('correcting a result', () => {
  const first = record();
  const later = instant('2026-03-06T09:00:00Z');
  const correct = (changes: Partial<Measurement>, reason = 'digits swapped') =>
    correctResult(first, measurement(changes), reason, { ...bench, recordedBy: 'person-2' }, later);

  it('makes a new version with reason and author, judged anew, and leaves the old one', () => {
    const second = correct({ entry: { comparator: '=', number: 38 } });

    expect(second).toMatchObject({
      id: 'x1',
      version: 2,
      position: 'normal',
      reason: 'digits swapped',
      recordedBy: 'person-2',
      recordedAt: later,
    });
    expect(first).toMatchObject({ version: 1, position: 'high' });
  });

  it('counts another comparator, limit or time of collection as a change', () => {
    expect(correct({ entry: { comparator: '>', number: 85 } }).position).toBe('high');
    expect(correct({ lloq: 5 }).version).toBe(2);
    expect(correct({ limits: { low: 0, high: 50 } }).limits).toEqual({ rangeId: null, low: 0, high: 50 });
    expect(correct({ collectedAt: instant('2026-03-04T08:01:00Z') }).version).toBe(2);
  });

  it('refuses one that changes nothing but the way it is written', () => {
    expect(() => correct({ unit: 'U/L' })).toThrow('nothing-changed');
    expect(() => correct({ entry: { text: '85', notation: 'point' } })).toThrow('nothing-changed');
  });

  it.each(['', ' ', 'x'])('refuses %j as a reason', (reason) => {
    expect(() => correct({ lloq: 5 }, reason)).toThrow('reason-missing');
  });

  it('can turn a value into a missing one', () => {
    expect(correct({ entry: { text: 'clotted', notation: 'unknown' } })).toMatchObject({
      version: 2,
      position: 'unknown',
      limits: null,
    });
  });
});

describe('a corrected range', () => {
  const first = record();
  const later = instant('2026-03-06T09:00:00Z');

  it('gives the result a new version with the new limits', () => {
    const again = judgeAgain(first, { ...bench, ranges: [{ ...range, high: 90 }] }, 'range r1 corrected', later);

    expect(again).toMatchObject({ version: 2, position: 'normal', limits: { high: 90 }, reason: 'range r1 corrected' });
  });

  it('leaves a result alone whose limits stay the same', () => {
    expect(judgeAgain(first, bench, 'range r1 corrected', later)).toBeNull();
  });

  it('leaves a result alone whose limits came with it', () => {
    const given = record({ limits: { low: 0, high: 45 } });

    expect(judgeAgain(given, { ...bench, ranges: [] }, 'range r1 withdrawn', later)).toBeNull();
  });

  it('takes the limits away with the range', () => {
    expect(judgeAgain(first, { ...bench, ranges: [] }, 'range r1 withdrawn', later)).toMatchObject({
      limits: null,
      position: 'unknown',
    });
  });
});
