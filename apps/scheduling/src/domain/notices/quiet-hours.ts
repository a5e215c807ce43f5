import { isAfter, type Instant, type TimeZone } from '@trial/kernel';

/** When nobody is written to, by the recipient's clock on the wall: from `from` on, until just before `until`. */
export interface QuietHours {
  /** `HH:MM`; later than `until` when the night is meant. */
  readonly from: string;
  readonly until: string;
}

/** Whether a moment falls in the quiet hours of a zone. */
export function isQuiet(at: Instant, zone: TimeZone, quiet: QuietHours | null): boolean {
  if (quiet === null) return false;
  const { hour, minute } = at.toZonedDateTimeISO(zone);
  const time = hour * 60 + minute;
  const from = minutesOf(quiet.from);
  const until = minutesOf(quiet.until);
  return from < until ? from <= time && time < until : time >= from || time < until;
}

/**
 * The moment itself, or the end of the quiet hours it falls in. Where the clocks are put back, the end may come twice;
 * where they are put forward over it, it is as much later.
 */
export function afterQuietHours(at: Instant, zone: TimeZone, quiet: QuietHours | null): Instant {
  if (quiet === null || !isQuiet(at, zone, quiet)) return at;
  const local = at.toZonedDateTimeISO(zone);
  const until = minutesOf(quiet.until);
  const isBeforeMidnight = local.hour * 60 + local.minute >= until;
  const day = local.toPlainDate().add({ days: isBeforeMidnight ? 1 : 0 });
  const time = { hour: Math.floor(until / 60), minute: until % 60, second: 0, millisecond: 0, microsecond: 0 };
  const end = day.toZonedDateTime(zone).with(time, { offset: 'ignore', disambiguation: 'earlier' });
  if (isAfter(end.toInstant(), at) && !isQuiet(end.toInstant(), zone, quiet)) return end.toInstant();
  return end.with(time, { offset: 'ignore', disambiguation: 'later' }).toInstant();
}

function minutesOf(timeOfDay: string): number {
  const [hours = '0', minutes = '0'] = timeOfDay.split(':');
  return Number(hours) * 60 + Number(minutes);
}
