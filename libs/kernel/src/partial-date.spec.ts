import fc from 'fast-check';
import { earliestDay, latestDay, mayBeFrom, mayBeUntil, partialDate } from './partial-date.js';
import { Rejection } from './rejection.js';
import { civilDate, comparePlainDates, instantAt } from './time.js';

const days = fc
  .date({ min: new Date('1900-01-01T00:00:00Z'), max: new Date('2100-12-31T00:00:00Z'), noInvalidDate: true })
  .map((at) => civilDate(instantAt(at.getTime()), 'UTC'));

describe('a partial date', () => {
  it.each`
    text            | earliest        | latest
    ${'2025'}       | ${'2025-01-01'} | ${'2025-12-31'}
    ${'2025-03'}    | ${'2025-03-01'} | ${'2025-03-31'}
    ${'2025-02'}    | ${'2025-02-01'} | ${'2025-02-28'}
    ${'2024-02'}    | ${'2024-02-01'} | ${'2024-02-29'}
    ${'2025-03-04'} | ${'2025-03-04'} | ${'2025-03-04'}
  `('$text means a day from $earliest to $latest', ({ text, earliest, latest }: Record<string, string>) => {
    const date = partialDate(text ?? '');
    expect([date, earliestDay(date).toString(), latestDay(date).toString()]).toEqual([text, earliest, latest]);
  });

  it.each(['2025-00', '2025-13', '2025-02-29', '2025-04-31', '2025-03-00'])('%s is not in the calendar', (text) => {
    expect(() => partialDate(text)).toThrow(
      new Rejection('impossible-date', { rule: `${text} is not in the calendar` }),
    );
  });

  it.each(['', '25', '2025-3', '2025-03-4', '2025-03-', '20250304', '2025-03-04T00:00:00Z', ' 2025', '2025\n', 'UNK'])(
    '%p is no date at all',
    (text) => {
      expect(() => partialDate(text)).toThrow(
        new Rejection('impossible-date', { rule: 'a date is YYYY, YYYY-MM or YYYY-MM-DD' }),
      );
    },
  );

  it('holds the day it was cut from, however much of it is known, and means more the less is known', () => {
    fc.assert(
      fc.property(days, (day) => {
        const known = [10, 7, 4].map((length) => partialDate(day.toString().slice(0, length)));
        for (const date of known) {
          expect(comparePlainDates(earliestDay(date), day)).toBeLessThanOrEqual(0);
          expect(comparePlainDates(latestDay(date), day)).toBeGreaterThanOrEqual(0);
        }
        const widths = known.map((date) => earliestDay(date).until(latestDay(date)).total('days'));
        expect(widths).toEqual([0, day.daysInMonth - 1, day.daysInYear - 1]);
      }),
    );
  });

  it('may be from a day on, or until it, as its last and its first day say', () => {
    const near = fc.tuple(days, fc.integer({ min: -40, max: 40 }), fc.constantFrom(4, 7, 10));
    fc.assert(
      fc.property(near, ([day, later, known]) => {
        const date = partialDate(day.add({ days: later }).toString().slice(0, known));
        expect([mayBeFrom(date, day.toString()), mayBeUntil(date, day.toString())]).toEqual([
          comparePlainDates(latestDay(date), day) >= 0,
          comparePlainDates(earliestDay(date), day) <= 0,
        ]);
      }),
    );
  });
});
