import { instant } from '@trial/kernel';
import { unfitScreeningItems } from './screening-items.js';

const zone = 'Europe/Amsterdam';
const dosingAt = instant('2026-03-31T10:00:00+02:00');
const limits = [
  { code: 'x-ray-hand', maxAge: { days: 90 } },
  { code: 'chemistry', maxAge: { days: 14 } },
  { code: 'pregnancy-test', maxAge: { hours: 72 } },
];
const unfit = (code: string, ...obtained: readonly string[]) =>
  unfitScreeningItems(
    limits.filter((limit) => limit.code === code),
    obtained.map((text) => ({ code, obtainedAt: instant(text) })),
    dosingAt,
    zone,
  );

describe('screening items at dosing', () => {
  it.each([
    ['x-ray-hand', '2025-12-31T00:00:00+01:00', []],
    ['x-ray-hand', '2025-12-30T23:59:59+01:00', ['x-ray-hand']],
    ['chemistry', '2026-03-17T00:00:00+01:00', []],
    ['chemistry', '2026-03-16T23:59:59+01:00', ['chemistry']],
    // Clocks went forward in between: 72 hours back is 09:00 by the clock.
    ['pregnancy-test', '2026-03-28T09:00:00+01:00', []],
    ['pregnancy-test', '2026-03-28T08:59:59+01:00', ['pregnancy-test']],
    ['pregnancy-test', '2026-03-31T10:00:01+02:00', ['pregnancy-test']],
  ])('%s of %s leaves unfit: %j', (code, obtainedAt, expected) => {
    expect(unfit(code, obtainedAt)).toEqual(expected);
  });

  it('are unfit when missing, and fit again when repeated', () => {
    expect(unfit('chemistry')).toEqual(['chemistry']);
    expect(unfit('chemistry', '2026-01-05T09:00:00Z', '2026-03-20T09:00:00Z')).toEqual([]);
  });

  it('are listed in the order of the trial, each by its own limit', () => {
    const items = [{ code: 'chemistry', obtainedAt: instant('2026-03-20T09:00:00Z') }];
    expect(unfitScreeningItems(limits, items, dosingAt, zone)).toEqual(['x-ray-hand', 'pregnancy-test']);
  });
});
