import { instant } from '@trial/kernel';
import { endOfDayAfter, hoursAfter, lastInstantOf, within } from './work-due.js';

const zone = 'Europe/Amsterdam';

describe('the last instant in time', () => {
  it('of a window in days is the one before the midnight it ends at; of a window in hours, its end', () => {
    expect(lastInstantOf(instant('2025-04-04T22:00:00Z'), 'days')).toEqual(instant('2025-04-04T21:59:59.999Z'));
    expect(lastInstantOf(instant('2025-04-04T09:30:00Z'), 'hours')).toEqual(instant('2025-04-04T09:30:00Z'));
  });

  it('some civil days on is the end of that day at the site, whatever the clocks did between', () => {
    const saturday = instant('2025-03-29T09:00:00Z');
    expect(endOfDayAfter(saturday, 0, zone)).toEqual(instant('2025-03-29T22:59:59.999Z'));
    expect(endOfDayAfter(saturday, 1, zone)).toEqual(instant('2025-03-30T21:59:59.999Z'));
    expect(endOfDayAfter(instant('2028-02-28T09:00:00Z'), 1, zone)).toEqual(instant('2028-02-29T22:59:59.999Z'));
  });

  it('some hours on is elapsed time', () => {
    const saturday = instant('2025-03-29T09:00:00Z');
    expect(hoursAfter(saturday, 24)).toEqual(instant('2025-03-30T09:00:00Z'));
    expect(within({ hours: 72 }, saturday, zone)).toEqual(instant('2025-04-01T09:00:00Z'));
    expect(within({ days: 1 }, saturday, zone)).toEqual(endOfDayAfter(saturday, 1, zone));
  });
});
