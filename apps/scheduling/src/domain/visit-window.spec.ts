import { instant } from '@trial/kernel';
import fc from 'fast-check';
import { closedFrom, positionOf, windowOf, windowsOverlap, type VisitRule } from './visit-window.js';

const zone = 'Europe/Amsterdam';
const anchorAt = instant('2026-03-03T09:30:00Z');
const days = (code: string, offset: number, before: number, after: number): VisitRule => ({
  code,
  offset: { days: offset },
  window: { before, after, unit: 'days' },
});
const h48: VisitRule = { code: 'H48', offset: { hours: 48 }, window: { before: 12, after: 24, unit: 'hours' } };
const rules = [
  days('SCR', -28, 0, 27),
  days('BL', 0, 7, 0),
  h48,
  days('W02', 14, 3, 3),
  days('W04', 28, 3, 3),
  days('W08', 56, 7, 7),
  days('W12', 84, 7, 7),
  days('W24', 168, 14, 14),
  days('W52', 364, 21, 21),
];
const ruleOf = (code: string): VisitRule => rules.find((rule) => rule.code === code) ?? h48;

describe('the window of a visit', () => {
  // Wall-clock boundaries of every visit for a first injection on Tuesday 3 March 2026 at 10:30 in Amsterdam.
  it.each([
    ['SCR', '2026-02-03T00:00+01:00', '2026-03-03T00:00+01:00'],
    ['BL', '2026-02-24T00:00+01:00', '2026-03-04T00:00+01:00'],
    ['W02', '2026-03-14T00:00+01:00', '2026-03-21T00:00+01:00'],
    ['W04', '2026-03-28T00:00+01:00', '2026-04-04T00:00+02:00'],
    ['W08', '2026-04-21T00:00+02:00', '2026-05-06T00:00+02:00'],
    ['W12', '2026-05-19T00:00+02:00', '2026-06-03T00:00+02:00'],
    ['W24', '2026-08-04T00:00+02:00', '2026-09-02T00:00+02:00'],
    ['W52', '2027-02-09T00:00+01:00', '2027-03-24T00:00+01:00'],
  ])('%s holds its first day from midnight and its last day to the end', (code, first, after) => {
    const window = windowOf(ruleOf(code), anchorAt, zone);
    expect(positionOf(window, instant(first).subtract({ milliseconds: 1 }))).toBe('before-window');
    expect(positionOf(window, instant(first))).toBe('in-window');
    expect(positionOf(window, instant(after).subtract({ milliseconds: 1 }))).toBe('in-window');
    expect(positionOf(window, instant(after))).toBe('after-window');
  });

  it.each([
    ['-1 ms', -1, 'before-window'],
    ['36 h', 0, 'in-window'],
    ['72 h', 36 * 3_600_000, 'in-window'],
    ['72 h and 1 ms', 36 * 3_600_000 + 1, 'after-window'],
  ])('H48 at %s from 36 hours on is %s', (_, milliseconds, position) => {
    const at = anchorAt.add({ hours: 36 }).add({ milliseconds });
    expect(positionOf(windowOf(h48, anchorAt, zone), at)).toBe(position);
  });

  it('of week 12 is day 77 to day 91', () => {
    const { targetOn, targetAt, opensAt, closesAt } = windowOf(ruleOf('W12'), anchorAt, zone);
    expect(targetOn.toString()).toBe('2026-05-26');
    expect([targetAt, opensAt, closesAt].map(String)).toEqual([
      '2026-05-25T22:00:00Z',
      '2026-05-18T22:00:00Z',
      '2026-06-02T22:00:00Z',
    ]);
  });

  it('in hours is elapsed time when clocks go forward and back', () => {
    const spring = windowOf(h48, instant('2025-03-29T14:00+01:00'), zone);
    expect(spring.targetAt.toString()).toBe('2025-03-31T13:00:00Z'); // 15:00 in summer time
    const autumn = windowOf(h48, instant('2025-10-25T14:00+02:00'), zone);
    expect(autumn.targetAt.toString()).toBe('2025-10-27T12:00:00Z'); // 13:00 in winter time
  });

  it('in days starts at midnight whatever the hour of the anchor, and is as long as its days are', () => {
    const hoursLong = (anchor: string) => {
      const { opensAt, closesAt } = windowOf(days('D1', 1, 0, 0), instant(anchor), zone);
      return (closesAt.epochMilliseconds - opensAt.epochMilliseconds) / 3_600_000;
    };
    expect(hoursLong('2025-03-29T23:59+01:00')).toBe(23);
    expect(hoursLong('2025-10-25T00:00+02:00')).toBe(25);
    expect(hoursLong('2026-01-14T12:00+01:00')).toBe(24);
  });

  it('counts from the civil day of the site, not of UTC', () => {
    const late = instant('2026-01-14T23:30:00Z');
    expect(windowOf(days('W02', 14, 3, 3), late, zone).targetOn.toString()).toBe('2026-01-29');
    expect(windowOf(days('W02', 14, 3, 3), late, 'America/New_York').targetOn.toString()).toBe('2026-01-28');
  });

  it('may be in days around a target in hours', () => {
    const rule: VisitRule = { code: 'V', offset: { hours: 48 }, window: { before: 0, after: 1, unit: 'days' } };
    const { targetAt, opensAt, closesAt } = windowOf(rule, anchorAt, zone);
    expect([targetAt, opensAt, closesAt].map(String)).toEqual([
      '2026-03-05T09:30:00Z',
      '2026-03-04T23:00:00Z',
      '2026-03-06T23:00:00Z',
    ]);
  });

  it.each<[string, VisitRule]>([
    ['window-negative', days('V', 14, -1, 3)],
    ['window-negative', { ...h48, window: { before: 0, after: -1, unit: 'hours' } }],
    ['window-not-whole-days', days('V', 14.5, 0, 0)],
    ['window-not-whole-days', days('V', 14, 0.5, 0)],
    ['window-finer-than-target', { ...days('V', 14, 0, 0), window: { before: 12, after: 12, unit: 'hours' } }],
  ])('is refused: %s', (code, rule) => {
    expect(() => windowOf(rule, anchorAt, zone)).toThrow(expect.objectContaining({ code }));
  });

  it('may be half an hour', () => {
    const rule: VisitRule = { code: 'V', offset: { hours: 0.5 }, window: { before: 0.25, after: 0.25, unit: 'hours' } };
    expect(windowOf(rule, anchorAt, zone).opensAt.toString()).toBe('2026-03-03T09:45:00Z');
  });
});

const anyAnchor = fc
  .integer({ min: 0, max: 1_500_000_000 })
  .map((seconds) => instant('2010-01-01T00:00:00Z').add({ seconds }));
const anyZone = fc.constantFrom(zone, 'America/New_York', 'Asia/Beirut', 'Pacific/Auckland', 'America/St_Johns', 'UTC');

describe('the first instant after a window', () => {
  it.each(rules.map((rule) => [rule.code, rule] as const))(
    'of %s is outside, the millisecond before inside',
    (_, rule) => {
      const window = windowOf(rule, anchorAt, zone);
      expect(positionOf(window, closedFrom(window))).toBe('after-window');
      expect(positionOf(window, closedFrom(window).subtract({ milliseconds: 1 }))).toBe('in-window');
    },
  );
});

describe('a window, whatever is kept of days and zones', () => {
  it('is what Temporal alone makes of it, over leap days and changes of the clocks', () => {
    fc.assert(
      fc.property(fc.constantFrom(...rules), anyAnchor, anyZone, (rule, anchor, place) => {
        const { offset, window } = rule;
        const local = anchor.toZonedDateTimeISO(place);
        const target =
          'days' in offset
            ? local.startOfDay().add({ days: offset.days }).startOfDay()
            : local.add({ hours: offset.hours });
        const [opens, closes] =
          window.unit === 'days'
            ? [target.subtract({ days: window.before }), target.add({ days: window.after + 1 })].map((day) =>
                day.startOfDay(),
              )
            : [target.subtract({ hours: window.before }), target.add({ hours: window.after })];
        const planned = windowOf(rule, anchor, place);
        expect([planned.targetOn, planned.targetAt, planned.opensAt, planned.closesAt].map(String)).toEqual(
          [target.toPlainDate(), target.toInstant(), opens?.toInstant(), closes?.toInstant()].map(String),
        );
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('the windows of the reference trial', () => {
  it('follow-up windows never overlap, wherever and whenever day 0 was', () => {
    const followUp = rules.slice(2);
    fc.assert(
      fc.property(anyAnchor, anyZone, (anchor, place) => {
        const windows = followUp.map((rule) => windowOf(rule, anchor, place));
        windows.forEach((window, i) => {
          for (const other of windows.slice(i + 1)) expect(windowsOverlap(window, other)).toBe(false);
        });
      }),
    );
  });

  it('follow each other as their targets do, and hold their own target', () => {
    fc.assert(
      fc.property(anyAnchor, anyZone, (anchor, place) => {
        const windows = rules.slice(2).map((rule) => windowOf(rule, anchor, place));
        windows.forEach((window, i) => {
          expect(positionOf(window, window.targetAt)).toBe('in-window');
          const next = windows[i + 1];
          if (next) expect(positionOf(window, next.opensAt)).toBe('after-window');
        });
      }),
    );
  });

  it('screening and baseline do overlap: both precede treatment', () => {
    const [screening, baseline] = ['SCR', 'BL'].map((code) => windowOf(ruleOf(code), anchorAt, zone));
    expect(screening && baseline && windowsOverlap(screening, baseline)).toBe(true);
  });
});

describe('a position', () => {
  it('goes from before to in to after as time passes, never back', () => {
    const order = ['before-window', 'in-window', 'after-window'];
    fc.assert(
      fc.property(fc.constantFrom(...rules), anyAnchor, anyAnchor, anyAnchor, (rule, anchor, one, other) => {
        const window = windowOf(rule, anchor, zone);
        const [earlier, later] = [one, other].sort((a, b) => a.epochMilliseconds - b.epochMilliseconds);
        if (!earlier || !later) return;
        expect(order.indexOf(positionOf(window, earlier))).toBeLessThanOrEqual(
          order.indexOf(positionOf(window, later)),
        );
      }),
    );
  });
});
