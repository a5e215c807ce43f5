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
 * The moment itself, or the end of the quiet hours it falls in. Where the clocks are put back, the end may come twice; where
 * they are put forward over it, it is as much later, or on the next day when that is quiet again.
 */
export function afterQuietHours(at: Instant, zone: TimeZone, quiet: QuietHours | null): Instant {
  if (quiet === null || !isQuiet(at, zone, quiet)) return at;
  const until = minutesOf(quiet.until);
  const time = { hour: Math.floor(until / 60), minute: until % 60 };
  for (let day = at.toZonedDateTimeISO(zone).toPlainDate(); ; day = day.add({ days: 1 })) {
    for (const disambiguation of ['earlier', 'later'] as const) {
      const end = day.toPlainDateTime(time).toZonedDateTime(zone, { disambiguation }).toInstant();
      if (isAfter(end, at) && !isQuiet(end, zone, quiet)) return end;
    }
  }
}

function minutesOf(timeOfDay: string): number {
  const [hours = '0', minutes = '0'] = timeOfDay.split(':');
  return Number(hours) * 60 + Number(minutes);
}
