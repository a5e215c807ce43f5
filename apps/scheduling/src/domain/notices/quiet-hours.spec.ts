import { instant, instantAt, isBefore } from '@trial/kernel';
import fc from 'fast-check';
import { afterQuietHours, isQuiet } from './quiet-hours.js';

const night = { from: '21:00', until: '08:00' };
const zone = 'Europe/Amsterdam';
const said = (at: string, quiet = night, where = zone) => afterQuietHours(instant(at), where, quiet).toString();

/** How long nobody is left alone on an ordinary day. */
const minutesLeftBy = ({ from, until }: typeof night): number => {
  const [begin = 0, end = 0] = [from, until].map((time) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3)));
  return (begin - end + 1440) % 1440;
};

describe('quiet hours', () => {
  it.each([
    ['2025-03-05T20:59:00+01:00', '2025-03-05T19:59:00Z'],
    ['2025-03-05T21:00:00+01:00', '2025-03-06T07:00:00Z'],
    ['2025-03-06T00:00:00+01:00', '2025-03-06T07:00:00Z'],
    ['2025-03-06T07:59:59+01:00', '2025-03-06T07:00:00Z'],
    ['2025-03-06T08:00:00+01:00', '2025-03-06T07:00:00Z'],
    // The night the clocks go forward, and the one they go back.
    ['2025-03-29T22:00:00+01:00', '2025-03-30T06:00:00Z'],
    ['2025-10-25T22:00:00+02:00', '2025-10-26T07:00:00Z'],
  ])('%s becomes %s', (at, due) => {
    expect(said(at)).toBe(due);
  });

  it('in the middle of the day end on the same day', () => {
    expect(said('2025-03-05T12:30:00+01:00', { from: '12:00', until: '13:30' })).toBe('2025-03-05T12:30:00Z');
    expect(said('2025-03-05T13:30:00+01:00', { from: '12:00', until: '13:30' })).toBe('2025-03-05T12:30:00Z');
  });

  it('end after the hour that comes twice, when they are in it twice', () => {
    const early = { from: '22:00', until: '02:30' };
    expect(said('2025-10-26T02:10:00+02:00', early)).toBe('2025-10-26T00:30:00Z');
    expect(said('2025-10-26T02:10:00+01:00', early)).toBe('2025-10-26T01:30:00Z');
  });

  it('end a day later when the clocks go forward over all the time that is not quiet', () => {
    const allButAMinute = { from: '00:01', until: '00:00' };
    const where = 'Asia/Beirut';
    expect(said('2024-03-29T22:01:00Z', allButAMinute, where)).toBe('2024-03-31T21:00:00Z');
    expect(said('2024-03-28T22:01:00Z', allButAMinute, where)).toBe('2024-03-29T22:00:00Z');
  });

  it('are those of the recipient and not of the site', () => {
    expect(said('2025-03-05T18:00:00Z', night, 'Asia/Kolkata')).toBe('2025-03-06T02:30:00Z');
    expect(said('2025-03-05T18:00:00Z')).toBe('2025-03-05T18:00:00Z');
  });

  it('may be none', () => {
    const at = instant('2025-03-06T00:00:00Z');
    expect(isQuiet(at, zone, null)).toBe(false);
    expect(afterQuietHours(at, zone, null)).toBe(at);
  });

  it('never hold what comes out, wait for no more than a day and an hour unless hardly an hour of a day is left, and leave the rest where it is', () => {
    const timeOfDay = fc
      .record({ hour: fc.nat(23), minute: fc.nat(59) })
      .map(({ hour, minute }) => `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`);
    const zones = fc.constantFrom('Europe/Amsterdam', 'America/Santiago', 'Asia/Beirut', 'Australia/Lord_Howe', 'UTC');
    const quietHours = fc.record({ from: timeOfDay, until: timeOfDay }).filter(({ from, until }) => from !== until);
    fc.assert(
      fc.property(fc.integer({ min: 1_700_000_000, max: 1_800_000_000 }), zones, quietHours, (second, where, quiet) => {
        const at = instantAt(second * 1000);
        const due = afterQuietHours(at, where, quiet);
        expect(isQuiet(due, where, quiet)).toBe(false);
        expect(isBefore(due, at)).toBe(false);
        const longest = minutesLeftBy(quiet) > 60 ? 25 : 49;
        expect(due.epochMilliseconds - at.epochMilliseconds).toBeLessThanOrEqual(longest * 3_600_000);
        if (!isQuiet(at, where, quiet)) expect(due).toEqual(at);
        expect(afterQuietHours(due, where, quiet)).toEqual(due);
      }),
      { numRuns: 2_000 },
    );
  });
});
