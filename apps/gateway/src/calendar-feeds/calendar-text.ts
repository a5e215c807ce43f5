import type { CalendarEntry } from '@trial/contracts';
import ical, { ICalEventClass, ICalEventStatus, ICalEventTransparency, type ICalEventData } from 'ical-generator';

/**
 * Entries as iCalendar (RFC 5545; ical-generator: MIT, no dependencies, folds by bytes and escapes). The text depends on
 * the entries alone: DTSTAMP is when a visit was last changed, never when somebody asked. A visit keeps its UID, and
 * SEQUENCE is its version, so a program moves what it has shown. Moments are UTC and need no VTIMEZONE; windows are whole
 * days, which are the same days in every zone.
 */
export function calendarText(name: string, entries: readonly CalendarEntry[]): string {
  const calendar = ical({
    name,
    prodId: { company: 'trial-platform', product: 'visits', language: 'EN' },
    ttl: REFRESH_SECONDS,
    events: entries.map(eventOf),
  });
  // The library leaves out the line break behind the last line.
  return `${calendar.toString()}\r\n`;
}

const REFRESH_SECONDS = 3_600;

function eventOf(entry: CalendarEntry): ICalEventData {
  const { visitId, version, changedAt } = entry;
  return {
    id: `${visitId}@trial-platform`,
    sequence: version,
    stamp: new Date(changedAt),
    lastModified: new Date(changedAt),
    class: ICalEventClass.PRIVATE,
    summary: summaryOf(entry),
    ...timesOf(entry),
  };
}

function timesOf({ kind, startsAt, endsAt, from, until, cancelled }: CalendarEntry) {
  const status = (otherwise: ICalEventStatus) => (cancelled ? ICalEventStatus.CANCELLED : otherwise);
  if (kind === 'appointment') {
    return {
      start: new Date(startsAt ?? ''),
      ...(endsAt === undefined ? {} : { end: new Date(endsAt) }),
      status: status(ICalEventStatus.CONFIRMED),
    };
  }
  return {
    allDay: true,
    start: new Date(from ?? ''),
    end: new Date(until ?? ''),
    status: status(ICalEventStatus.TENTATIVE),
    // Nobody is busy for three weeks because a visit may fall into them.
    transparency: ICalEventTransparency.TRANSPARENT,
  };
}

function summaryOf({ kind, visitCode, participantCode }: CalendarEntry): string {
  const what = kind === 'window' ? 'Window of study visit' : 'Study visit';
  return [what, visitCode, participantCode].filter((part) => part !== undefined).join(' ');
}
