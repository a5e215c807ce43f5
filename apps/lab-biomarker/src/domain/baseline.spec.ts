import { instant } from '@trial/kernel';
import { analyteIn } from './analytes.js';
import { baselineIn, baselineOf, type Baseline } from './baseline.js';
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
