/**
 * A date of E2B: `CCYY[MM[DD[hh[mm[ss[.f]]]]]][±ZZzz]` without separators (ISO 8601 basic, HL7 TS).
 */
const SHAPE =
  /^(\d{4})(?:(\d{2})(?:(\d{2})(?:(\d{2})(?:(\d{2})(?:(\d{2})(?:\.\d+)?)?)?)?)?)?(?:([+-])(\d{2})(\d{2}))?$/;

/** How far a date is known. */
export const precisions = ['year', 'month', 'day', 'hour', 'minute', 'second'] as const;
export type Precision = (typeof precisions)[number];

export interface E2bDate {
  readonly precision: Precision;
  readonly hasOffset: boolean;
  /** The earliest moment it can mean, in ms since 1970; without an offset, in the zone that is furthest ahead (+14:00). */
  readonly earliest: number;
}

const FURTHEST_AHEAD_MINUTES = 14 * 60;

/** Reads a date; undefined for what is none, such as day 31 of June or hour 24. */
export function e2bDate(text: string): E2bDate | undefined {
  const match = SHAPE.exec(text);
  if (!match) return undefined;
  const found: readonly (string | undefined)[] = match.slice(1);
  const parts = found
    .slice(0, 6)
    .filter((part) => part !== undefined)
    .map(Number);
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = parts;
  const precision = precisions[parts.length - 1];
  const [sign, zoneHours, zoneMinutes] = found.slice(6);
  const ahead = sign === undefined ? FURTHEST_AHEAD_MINUTES : aheadBy(sign, Number(zoneHours), Number(zoneMinutes));
  const fits = isDay(year, month, day) && hour < 24 && minute < 60 && second < 60;
  if (!fits || ahead === undefined || precision === undefined) return undefined;
  const earliest = Date.UTC(year, month - 1, day, hour, minute, second) - ahead * 60_000;
  return { precision, hasOffset: sign !== undefined, earliest };
}

function aheadBy(sign: string, hours: number, minutes: number): number | undefined {
  const total = hours * 60 + minutes;
  return total <= FURTHEST_AHEAD_MINUTES && minutes < 60 ? (sign === '-' ? -total : total) : undefined;
}

/** Years from 1000: a two-digit century of zeros is a slip, and JavaScript reads such years as 19xx. */
function isDay(year: number, month: number, day: number): boolean {
  if (year < 1000 || month < 1 || month > 12 || day < 1) return false;
  return day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** Whether the date is known at least so far; to the second, its offset must be there as well. */
export const isKnownTo = ({ precision, hasOffset }: E2bDate, least: Precision): boolean =>
  precisions.indexOf(precision) >= precisions.indexOf(least) && (least !== 'second' || hasOffset);
