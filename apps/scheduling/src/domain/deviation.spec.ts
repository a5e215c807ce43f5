import { instant } from '@trial/kernel';
import { daysFromTarget, deviationOf } from './deviation.js';
import { windowOf, type VisitRule } from './visit-window.js';

const zone = 'Europe/Amsterdam';
const anchorAt = instant('2026-03-03T09:30:00Z');
const w04: VisitRule = { code: 'W04', offset: { days: 28 }, window: { before: 3, after: 3, unit: 'days' } };
const h48: VisitRule = { code: 'H48', offset: { hours: 48 }, window: { before: 12, after: 24, unit: 'hours' } };

describe('the deviation of a visit', () => {
  // Week 4 is open from 28 March to 3 April; clocks go forward on 29 March.
  it.each([
    ['2026-03-28T00:00+01:00', 'none'],
    ['2026-04-03T23:59:59+02:00', 'none'],
    ['2026-03-27T23:59:59+01:00', { direction: 'early', by: 1, unit: 'days' }],
    ['2026-03-20T12:00+01:00', { direction: 'early', by: 8, unit: 'days' }],
    ['2026-04-04T00:00+02:00', { direction: 'late', by: 1, unit: 'days' }],
    ['2026-04-05T23:59+02:00', { direction: 'late', by: 2, unit: 'days' }],
  ])('of week 4 at %s is %j', (at, deviation) => {
    expect(deviationOf(windowOf(w04, anchorAt, zone), instant(at))).toEqual(deviation);
  });

  it.each([
    [36, 'none'],
    [72, 'none'],
    [35.5, { direction: 'early', by: 1, unit: 'hours' }],
    [34, { direction: 'early', by: 2, unit: 'hours' }],
    [72.25, { direction: 'late', by: 1, unit: 'hours' }],
    [75, { direction: 'late', by: 3, unit: 'hours' }],
  ])('of the 48-hour visit after %d hours is %j', (hours, deviation) => {
    const at = anchorAt.add({ milliseconds: hours * 3_600_000 });
    expect(deviationOf(windowOf(h48, anchorAt, zone), at)).toEqual(deviation);
  });

  it('counts civil days of the zone, not stretches of 24 hours', () => {
    const closing = windowOf(
      { ...w04, window: { before: 3, after: 0, unit: 'days' } },
      instant('2025-09-27T10:00:00Z'),
      zone,
    );
    // The window ends with 25 October; the night after it has 25 hours.
    expect(deviationOf(closing, instant('2025-10-26T23:30+01:00'))).toEqual({ direction: 'late', by: 1, unit: 'days' });
  });
});

describe('the distance from the target', () => {
  it.each([
    [w04, '2026-03-27T23:59:59+01:00', -4],
    [w04, '2026-03-31T00:00+02:00', 0],
    [w04, '2026-04-02T23:59+02:00', 2],
    [h48, '2026-03-05T23:59+01:00', 0],
    [h48, '2026-03-06T00:00+01:00', 1],
  ])('of %j at %s is %i civil days', (rule, at, days) => {
    expect(daysFromTarget(windowOf(rule, anchorAt, zone), instant(at))).toBe(days);
  });
});
