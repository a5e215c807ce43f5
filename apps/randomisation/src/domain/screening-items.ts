import { civilDate, daysBetween, type Instant, type TimeZone } from '@trial/kernel';

/** How old a screening item may be at dosing: in civil days (an X-ray) or in elapsed hours (a pregnancy test). */
export interface ScreeningLimit {
  readonly code: string;
  readonly maxAge: { readonly days: number } | { readonly hours: number };
}

/** When something was obtained, for example when blood was drawn; not when the result came. */
export interface ScreeningItem {
  readonly code: string;
  readonly obtainedAt: Instant;
}

/**
 * Codes of the items that are missing or would be too old at dosing; any of them blocks randomisation (R11).
 * The newest item of a code counts; the limit itself is still good, one day or one minute more is not.
 * An item obtained after `dosingAt` cannot support it.
 */
export function unfitScreeningItems(
  limits: readonly ScreeningLimit[],
  items: readonly ScreeningItem[],
  dosingAt: Instant,
  zone: TimeZone,
): readonly string[] {
  return limits
    .filter(({ code, maxAge }) => !items.some((item) => item.code === code && isFit(item, maxAge, dosingAt, zone)))
    .map((limit) => limit.code);
}

function isFit(
  { obtainedAt }: ScreeningItem,
  maxAge: ScreeningLimit['maxAge'],
  dosingAt: Instant,
  zone: TimeZone,
): boolean {
  const elapsed = dosingAt.epochMilliseconds - obtainedAt.epochMilliseconds;
  if (elapsed < 0) return false;
  if ('hours' in maxAge) return elapsed <= maxAge.hours * 3_600_000;
  return daysBetween(civilDate(obtainedAt, zone), civilDate(dosingAt, zone)) <= maxAge.days;
}
