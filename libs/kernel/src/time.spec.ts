import fc from 'fast-check';
import {
  civilDate,
  compareInstants,
  comparePlainDates,
  daysBetween,
  endOfDay,
  instant,
  instantAt,
  isAfter,
  isBefore,
  plainDate,
  startOfDay,
} from './time.js';

const AMSTERDAM = 'Europe/Amsterdam';

/** Any day of the years a trial can reach. */
const days = fc.integer({ min: 0, max: 80 * 365 }).map((offset) => plainDate('1970-01-01').add({ days: offset }));
/** Zones with and without daylight saving, half hours, and both edges of the date line. */
const zones = fc.constantFrom('UTC', AMSTERDAM, 'America/St_Johns', 'Asia/Kolkata', 'Pacific/Apia', 'America/Havana');

describe('an instant', () => {
  it.each([
    ['2025-03-03T23:30:00Z', '2025-03-03T23:30:00.000Z'],
    ['2025-03-04T00:30:00+01:00', '2025-03-03T23:30:00.000Z'],
    ['2025-03-03T23:30:00.123999Z', '2025-03-03T23:30:00.123Z'],
  ])('%s is read as %s, cut to milliseconds', (text, expected) => {
    expect(instant(text).toString({ fractionalSecondDigits: 3 })).toBe(expected);
  });

  it.each(['2025-03-03T23:30:00', '2025-03-03', '2025-02-30T00:00:00Z', '2025-03-03T25:00:00Z', 'yesterday', ''])(
    'is not made from %p, which is no exact moment',
    (text) => {
      expect(() => instant(text)).toThrow(RangeError);
    },
  );

  it('is the same, whether read from text or from milliseconds', () => {
    expect(instantAt(1_741_044_600_000).toString()).toBe('2025-03-03T23:30:00Z');
  });

  it('is before, after or the same as another', () => {
    const [earlier, later] = [instant('2025-03-03T23:30:00.000Z'), instant('2025-03-03T23:30:00.001Z')];
    expect([isBefore(earlier, later), isBefore(later, earlier), isBefore(earlier, earlier)]).toEqual([
      true,
      false,
      false,
    ]);
    expect([isAfter(later, earlier), isAfter(earlier, later), isAfter(earlier, earlier)]).toEqual([true, false, false]);
    expect([later, earlier].sort(compareInstants)).toEqual([earlier, later]);
  });
});

describe('a civil date', () => {
  it.each`
    at                            | zone              | on
    ${'2025-03-03T22:59:59.999Z'} | ${AMSTERDAM}      | ${'2025-03-03'}
    ${'2025-03-03T23:30:00Z'}     | ${AMSTERDAM}      | ${'2025-03-04'}
    ${'2025-07-03T22:00:00Z'}     | ${AMSTERDAM}      | ${'2025-07-04'}
    ${'2025-03-03T23:30:00Z'}     | ${'UTC'}          | ${'2025-03-03'}
    ${'2011-12-30T09:59:59Z'}     | ${'Pacific/Apia'} | ${'2011-12-29'}
    ${'2011-12-30T10:00:00Z'}     | ${'Pacific/Apia'} | ${'2011-12-31'}
  `('is $on at $at in $zone', ({ at, zone, on }: Record<'at' | 'zone' | 'on', string>) => {
    expect(civilDate(instant(at), zone)).toEqual(plainDate(on));
  });

  it.each(['2025-02-29', '2025-13-01', '2025-3-4', '2025', 'today'])('is not made from %p', (text) => {
    expect(() => plainDate(text)).toThrow(RangeError);
  });

  it.each`
    on              | zone                | hours | because
    ${'2025-03-29'} | ${AMSTERDAM}        | ${24} | ${'nothing happens'}
    ${'2025-03-30'} | ${AMSTERDAM}        | ${23} | ${'summer time begins'}
    ${'2025-10-26'} | ${AMSTERDAM}        | ${25} | ${'summer time ends'}
    ${'2025-03-09'} | ${'America/Havana'} | ${23} | ${'midnight itself is skipped'}
  `('has $hours hours on $on in $zone, where $because', ({ on, zone, hours }) => {
    const [begins, ends] = [
      startOfDay(plainDate(String(on)), String(zone)),
      endOfDay(plainDate(String(on)), String(zone)),
    ];
    expect(begins.until(ends).total('hours')).toBe(hours);
  });

  it('begins with the first moment after a skipped midnight', () => {
    expect(startOfDay(plainDate('2025-03-09'), 'America/Havana')).toEqual(instant('2025-03-09T05:00:00Z'));
  });

  it('holds its first moment and not the one it ends with', () => {
    fc.assert(
      fc.property(days, zones, (on, zone) => {
        // Apia left out one day of 2011: it has neither beginning nor end.
        fc.pre(!(zone === 'Pacific/Apia' && on.toString() === '2011-12-30'));
        const [begins, ends] = [startOfDay(on, zone), endOfDay(on, zone)];
        expect(civilDate(begins, zone)).toEqual(on);
        expect(civilDate(ends.subtract({ milliseconds: 1 }), zone)).toEqual(on);
        expect(civilDate(begins.subtract({ milliseconds: 1 }), zone)).not.toEqual(on);
        expect(civilDate(ends, zone)).not.toEqual(on);
      }),
    );
  });

  it('sorts by the calendar', () => {
    const dates = ['2025-03-04', '2024-02-29', '2025-03-03'].map(plainDate);
    expect(dates.sort(comparePlainDates).map(String)).toEqual(['2024-02-29', '2025-03-03', '2025-03-04']);
  });
});

describe('the days between two civil dates', () => {
  it.each([
    ['2025-03-03', '2025-03-03', 0],
    ['2025-03-29', '2025-03-31', 2],
    ['2024-02-28', '2024-03-01', 2],
    ['2025-03-04', '2025-03-03', -1],
  ])('from %s to %s are %d', (from, to, expected) => {
    expect(daysBetween(plainDate(from), plainDate(to))).toBe(expected);
  });

  it('lead from the one to the other, whatever months and leap days lie between', () => {
    fc.assert(
      fc.property(days, days, (from, to) => {
        expect(from.add({ days: daysBetween(from, to) })).toEqual(to);
      }),
    );
  });
});
