import { instant, instantAt, isBefore } from '@trial/kernel';
import fc from 'fast-check';
import { dueBounds, workStandingOf, workStandings } from './work-standing.js';

const amsterdam = 'Europe/Amsterdam';

describe('how a thing to do stands', () => {
  it.each([
    ['its last instant', '2025-03-10T22:59:59.999Z', '2025-03-10T22:59:59.999Z', 'today'],
    ['a millisecond later', '2025-03-10T22:59:59.999Z', '2025-03-10T23:00:00Z', 'overdue'],
    [
      'half past midnight at the site, still yesterday in UTC',
      '2025-03-11T22:59:59.999Z',
      '2025-03-10T23:30:00Z',
      'today',
    ],
    ['one minute before that midnight', '2025-03-11T22:59:59.999Z', '2025-03-10T22:59:00Z', 'soon'],
    ['the first day that is soon', '2025-03-13T22:59:59.999Z', '2025-03-10T12:00:00Z', 'soon'],
    ['the last day that is not', '2025-03-13T23:00:00Z', '2025-03-10T12:00:00Z', 'later'],
  ])('at %s (%s at %s) is %4$s', (_, dueAt, now, standing) => {
    expect(workStandingOf(instant(dueAt), instant(now), amsterdam)).toBe(standing);
  });

  it.each([
    // Summer time begins on Sunday 30 March 2025: that day has 23 hours.
    ['through the night the clocks go forward', '2025-03-30T21:59:59.999Z', '2025-03-29T23:00:00Z', 'today'],
    ['in the hour after the short day', '2025-03-30T22:30:00Z', '2025-03-30T21:30:00Z', 'soon'],
    // Summer time ends on Sunday 26 October 2025: that day has 25 hours.
    ['through the night they go back', '2025-10-26T22:59:59.999Z', '2025-10-25T22:00:00Z', 'today'],
    ['in the hour after the long day', '2025-10-26T23:30:00Z', '2025-10-26T22:30:00Z', 'soon'],
  ])('%s (%s at %s) is %4$s', (_, dueAt, now, standing) => {
    expect(workStandingOf(instant(dueAt), instant(now), amsterdam)).toBe(standing);
  });

  it('goes by the day of the site and not of who asks: one instant, two days', () => {
    const [dueAt, now] = [instant('2025-03-11T03:00:00Z'), instant('2025-03-10T22:00:00Z')];
    expect(workStandingOf(dueAt, now, 'America/New_York')).toBe('today');
    expect(workStandingOf(dueAt, now, amsterdam)).toBe('soon');
  });

  it('a day that has no midnight begins with its first instant', () => {
    // Santiago puts its clocks forward at midnight: Sunday 7 September 2025 begins at 01:00.
    const santiago = 'America/Santiago';
    expect(dueBounds('soon', instant('2025-09-06T12:00:00Z'), santiago).from).toEqual(instant('2025-09-07T04:00:00Z'));
    expect(workStandingOf(instant('2025-09-07T03:59:59.999Z'), instant('2025-09-06T12:00:00Z'), santiago)).toBe(
      'today',
    );
  });

  const moments = fc
    .integer({ min: Date.UTC(2020, 0), max: Date.UTC(2035, 0) })
    .chain((now) => fc.tuple(fc.constant(now), fc.integer({ min: now - 8 * DAY, max: now + 12 * DAY })));
  const zones = fc.constantFrom(
    ...[amsterdam, 'UTC', 'America/New_York', 'America/Santiago', 'Asia/Kathmandu', 'Asia/Beirut'],
    ...['Australia/Lord_Howe', 'Pacific/Kiritimati', 'Pacific/Pago_Pago', 'America/St_Johns'],
  );

  it('is what a second implementation says, by the calendar of the runtime (10,000 cases, ASK18)', () => {
    fc.assert(
      fc.property(moments, zones, fc.integer({ min: 0, max: 9 }), ([now, due], zone, soonDays) => {
        expect(workStandingOf(instantAt(due), instantAt(now), zone, soonDays)).toBe(second(due, now, zone, soonDays));
      }),
      { numRuns: 10_000 },
    );
  });

  it('is the one standing whose bounds hold the due time, so that a search finds what is shown', () => {
    fc.assert(
      fc.property(moments, zones, fc.integer({ min: 0, max: 9 }), ([now, due], zone, soonDays) => {
        const found = workStandings.filter((standing) => {
          const { from, before } = dueBounds(standing, instantAt(now), zone, soonDays);
          return !(from && isBefore(instantAt(due), from)) && !(before && !isBefore(instantAt(due), before));
        });
        expect(found).toEqual([workStandingOf(instantAt(due), instantAt(now), zone, soonDays)]);
      }),
      { numRuns: 2_000 },
    );
  });
});

const DAY = 86_400_000;
const calendars = new Map<string, Intl.DateTimeFormat>();

/** Nothing of ours: the calendar of `Intl`, days counted as whole days of UTC between two dates. */
function second(due: number, now: number, zone: string, soonDays: number): string {
  if (due < now) return 'overdue';
  const format =
    calendars.get(zone) ??
    new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' });
  calendars.set(zone, format);
  const dayOf = (at: number) => Date.parse(`${format.format(at)}T00:00:00Z`) / DAY;
  const ahead = dayOf(due) - dayOf(now);
  if (ahead === 0) return 'today';
  return ahead <= soonDays ? 'soon' : 'later';
}
