import { instant } from '@trial/kernel';
import { analyteIn } from './analytes.js';
import fc from 'fast-check';
import {
  baselineFor,
  baselineIn,
  baselineOf,
  withAnotherBaseline,
  type Baseline,
  type BaselineFacts,
} from './baseline.js';
import type { Result } from './result.js';

const result = (id: string, collectedAt: string, number: number, changes: Partial<Result> = {}): Result => ({
  id,
  version: 1,
  trialId: 'trial-1',
  siteId: 'site-1',
  participantId: 'p1',
  trialVersion: 1,
  visitCode: null,
  laboratory: 'lab-1',
  method: null,
  analyte: 'alt',
  collectedAt: instant(collectedAt),
  reported: {
    kind: 'measured',
    text: null,
    unitText: 'U/L',
    value: { comparator: '=', number, unit: 'U/L', lloq: null, uloq: null },
  },
  limits: null,
  position: 'normal',
  flags: [],
  recordedAt: instant('2026-03-10T12:00:00Z'),
  recordedBy: 'person-1',
  reason: null,
  ...changes,
});
const injected = instant('2026-03-09T10:00:00Z');
const screening = result('a', '2026-03-01T08:00:00Z', 30);
const before = result('b', '2026-03-09T09:59:59.999Z', 60, { position: 'high' });
const after = result('c', '2026-03-09T10:00:00Z', 90);

describe('the baseline', () => {
  it('is the last value collected before the first injection, with its own range status', () => {
    expect(baselineOf([after, screening, before], 'alt', injected)).toEqual({
      resultId: 'b',
      resultVersion: 1,
      value: { comparator: '=', number: 60, unit: 'U/L', lloq: null, uloq: null },
      status: 'high',
      limits: null,
      collectedAt: before.collectedAt,
    });
  });

  it('is none without a value before the injection', () => {
    expect(baselineOf([after], 'alt', injected)).toBeNull();
    expect(baselineOf([before], 'ast', injected)).toBeNull();
  });

  it('takes the newest version of a result, also when that one moved behind the injection', () => {
    const corrected = { ...before, version: 2, position: 'normal' as const };
    const moved = { ...before, version: 2, collectedAt: after.collectedAt };

    expect(baselineOf([corrected, before], 'alt', injected)).toMatchObject({ resultVersion: 2, status: 'normal' });
    expect(baselineOf([before, moved, screening], 'alt', injected)?.resultId).toBe('a');
  });

  it('passes over a specimen without a value', () => {
    const clotted = {
      ...before,
      reported: { kind: 'no-number', text: 'clotted', unitText: '', reason: 'clotted' } as const,
    };

    expect(baselineOf([screening, clotted], 'alt', injected)?.resultId).toBe('a');
  });

  it('takes the later entry of two specimens of the same moment', () => {
    const twin = result('d', '2026-03-09T09:59:59.999Z', 50, { recordedAt: instant('2026-03-11T12:00:00Z') });

    expect(baselineOf([twin, before], 'alt', injected)?.resultId).toBe('d');
    expect(baselineOf([before, twin], 'alt', injected)?.resultId).toBe('d');
  });
});

describe('the baseline beside a later value in another unit', () => {
  const haemoglobin = analyteIn([{ code: 'haemoglobin', unit: 'mmol/L' }], 'haemoglobin');
  const baseline: Baseline = {
    resultId: 'a',
    resultVersion: 1,
    value: { comparator: '<', number: 7.1, unit: 'g/dL', lloq: null, uloq: null },
    status: 'low',
    limits: { rangeId: null, low: 12, high: null },
    collectedAt: instant('2026-03-01T08:00:00Z'),
  };

  it('moves with its limits and its comparator where a power of ten lies between', () => {
    expect(baselineIn('g/L', baseline, haemoglobin)).toEqual({
      ...baseline,
      value: { ...baseline.value, number: 71, unit: 'g/L' },
      limits: { rangeId: null, low: 120, high: null },
    });
  });

  it('stays as reported where only a rounded factor leads across', () => {
    expect(baselineIn('mmol/L', baseline, haemoglobin)).toBe(baseline);
  });
});

describe('what is told again', () => {
  const facts = (results: readonly Result[], firstInjectionAt: BaselineFacts['firstInjectionAt'] = injected) => ({
    results,
    firstInjectionAt,
  });
  const ids = (results: readonly Result[]): string[] => results.map(({ id, version }) => `${id}${version}`);

  it('is what comes after the injection, when its baseline is corrected or comes in later', () => {
    const corrected = { ...before, version: 2 };
    expect(ids(withAnotherBaseline(facts([before, after]), facts([before, after, corrected])))).toEqual(['c1']);
    expect(ids(withAnotherBaseline(facts([after]), facts([after, before])))).toEqual(['c1']);
    expect(ids(withAnotherBaseline(facts([before, after]), facts([before, after, screening])))).toEqual([]);
  });

  it('is what the time of treatment gives or takes a baseline', () => {
    const earlier = instant('2026-03-05T10:00:00Z');
    expect(ids(withAnotherBaseline(facts([before, after], null), facts([before, after])))).toEqual(['c1']);
    expect(
      ids(withAnotherBaseline(facts([screening, before, after]), facts([screening, before, after], earlier))),
    ).toEqual(['b1', 'c1']);
  });

  it('is nothing of another analyte, and nothing that is new itself', () => {
    const other = { ...after, id: 'd', analyte: 'ast' };
    const again = { ...after, version: 2 };
    expect(ids(withAnotherBaseline(facts([other, after]), facts([other, after, before, again])))).toEqual([]);
  });

  it('is exactly what was told with another baseline than it has now', () => {
    const someResult = fc.record({
      id: fc.constantFrom('a', 'b', 'c', 'd'),
      version: fc.integer({ min: 1, max: 3 }),
      day: fc.integer({ min: 1, max: 9 }),
      analyte: fc.constantFrom('alt', 'ast'),
    });
    const injection = fc.option(fc.integer({ min: 1, max: 9 }));
    const at = (day: number | null) => (day === null ? null : instant(`2026-03-0${day}T00:00:00Z`));
    fc.assert(
      fc.property(
        fc.uniqueArray(someResult, { selector: ({ id, version }) => `${id}${version}` }),
        fc.nat(3),
        injection,
        injection,
        (rows, fresh, then, later) => {
          const all = rows.map(({ id, version, day, analyte }) =>
            result(id, `2026-03-0${day}T06:00:00Z`, 20 + day, { version, analyte }),
          );
          const told = facts(all.slice(0, all.length - fresh), at(then));
          const now = facts(all, at(later));
          const named = (baseline: Baseline | null) =>
            baseline ? `${baseline.resultId}${baseline.resultVersion}` : '';
          const expected = told.results
            .filter(({ id, version }) => !all.some((each) => each.id === id && each.version > version))
            .filter((each) => named(baselineFor(each, told)) !== named(baselineFor(each, now)));
          expect(ids(withAnotherBaseline(told, now)).sort()).toEqual(ids(expected).sort());
        },
      ),
    );
  });
});
