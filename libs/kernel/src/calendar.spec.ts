import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { addDays, civilDate, startOfDay } from './calendar.js';

const YEARS = { min: Date.UTC(1900, 0), max: Date.UTC(2100, 0) };
/** Half hours, 00:01 as the hour of change, no midnight, a day left out, offsets of before 1937 in seconds, both date lines. */
const zones = fc.constantFrom(
  ...['UTC', 'Europe/Amsterdam', 'Europe/Dublin', 'America/New_York', 'America/St_Johns', 'America/Santiago'],
  ...['America/Havana', 'America/Asuncion', 'Asia/Beirut', 'Asia/Kathmandu', 'Asia/Kolkata', 'Africa/Casablanca'],
  ...[
    'Africa/Monrovia',
    'Australia/Lord_Howe',
    'Antarctica/Troll',
    'Pacific/Apia',
    'Pacific/Kiritimati',
    'Asia/Manila',
  ],
);
const moments = fc.integer(YEARS).map((at) => Temporal.Instant.fromEpochMilliseconds(at));

/** Moments at which the clocks of a zone change, and a little before and after. */
const aroundChanges = fc
  .tuple(moments, zones, fc.integer({ min: -26 * 3_600_000, max: 26 * 3_600_000 }), fc.boolean())
  .map(([from, zone, distance, isAtChange]) => {
    const change = from.toZonedDateTimeISO(zone).getTimeZoneTransition('next')?.toInstant() ?? from;
    return [isAtChange ? change : change.add({ milliseconds: distance }), zone] as const;
  });
const anywhere = fc.tuple(moments, zones);

/** Temporal alone, nothing kept. */
const slowly = (at: Temporal.Instant, zone: string) => {
  const local = at.toZonedDateTimeISO(zone);
  return { on: local.toPlainDate(), from: local.startOfDay().toInstant() };
};

describe('the calendar', () => {
  it.each([
    ['anywhere in two centuries', anywhere],
    ['around changes of the clocks', aroundChanges],
  ])('says what Temporal says, asked once or again: %s', (_, places) => {
    fc.assert(
      fc.property(places, fc.integer({ min: -800, max: 800 }), ([at, zone], count) => {
        const { on, from } = slowly(at, zone);
        for (let asked = 0; asked < 2; asked += 1) {
          expect(civilDate(at, zone)).toEqual(on);
          expect(startOfDay(on, zone)).toEqual(from);
          expect(addDays(on, count)).toEqual(on.add({ days: count }));
          expect(startOfDay(addDays(on, count), zone)).toEqual(
            on.add({ days: count }).toZonedDateTime(zone).toInstant(),
          );
        }
      }),
      { numRuns: 1_500 },
    );
  });

  it('goes through leap days and the turn of a century that has none', () => {
    const day = Temporal.PlainDate.from('1899-12-31');
    for (const count of [59, 60, 1520, 1521, 36_584, 36_585, 73_108, 73_109, 73_110])
      expect(addDays(day, count)).toEqual(day.add({ days: count }));
  });

  it('forgets rather than grow without end, and still says the same', () => {
    const first = Temporal.PlainDate.from('1000-01-01');
    for (let count = 0; count <= 40_001; count += 1) addDays(first, count);
    expect(addDays(first, 1).toString()).toBe('1000-01-02');
  });

  it('refuses what Temporal refuses, every time', () => {
    const day = Temporal.PlainDate.from('2025-03-03');
    for (let asked = 0; asked < 2; asked += 1) {
      expect(() => addDays(day, 200_000_000)).toThrow(RangeError);
      expect(() => addDays(day, 0.5)).toThrow(RangeError);
      expect(() => startOfDay(day, 'Mars/Olympus')).toThrow(RangeError);
      expect(() => civilDate(Temporal.Instant.fromEpochMilliseconds(0), 'Mars/Olympus')).toThrow(RangeError);
    }
  });
});
