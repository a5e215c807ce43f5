import { civilDate, daysBetween, type Instant, type TimeZone } from '@trial/kernel';

/**
 * Civil days from the anchor's day in the site's zone: 0 on the day of the anchor, negative before. The way protocols
 * count windows ("day 84 plus or minus 7").
 */
export const dayFromAnchor = (anchorAt: Instant, at: Instant, zone: TimeZone): number =>
  daysBetween(civilDate(anchorAt, zone), civilDate(at, zone));

/**
 * Study day as CDISC SDTM counts it (`--DY`): the day of first treatment is day 1, the day before is day -1, and there
 * is no day 0. Both countings are derived from dates; neither is stored.
 */
export function studyDay(anchorAt: Instant, at: Instant, zone: TimeZone): number {
  const day = dayFromAnchor(anchorAt, at, zone);
  return day < 0 ? day : day + 1;
}
