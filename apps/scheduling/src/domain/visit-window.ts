import {
  addDays,
  civilDate,
  endOfDay,
  isAfter,
  isBefore,
  Rejection,
  startOfDay,
  type Instant,
  type PlainDate,
  type TimeZone,
} from '@trial/kernel';

export type Phase = 'before-treatment' | 'treatment' | 'follow-up' | 'early-termination';

/**
 * A visit as the trial file describes it. Hours are elapsed time, days are civil days in the site's zone; both may be
 * negative for visits before the anchor. A window may be lopsided (S01).
 */
export interface VisitRule {
  readonly code: string;
  /** Follow-up unless said otherwise. */
  readonly phase?: Phase | undefined;
  /** What the target counts from; the anchor unless said otherwise. */
  readonly countedFrom?: 'consent' | 'randomisation' | { readonly visit: string } | undefined;
  readonly offset: { readonly hours: number } | { readonly days: number };
  readonly window: { readonly before: number; readonly after: number; readonly unit: 'hours' | 'days' };
  /** Held only until the trial ends follow-up for everybody. */
  readonly untilFollowUpEnds?: boolean | undefined;
  /** The visit of the primary outcome. */
  readonly primary?: boolean | undefined;
  /** The visit after which participation is complete. */
  readonly last?: boolean | undefined;
}

/** All that a window depends on. */
export type Timing = Pick<VisitRule, 'code' | 'offset' | 'window'>;

/** The window of one visit of one participant. */
export interface VisitWindow {
  /** The civil day of the target in `zone`. */
  readonly targetOn: PlainDate;
  /** The exact target when it is counted in hours; the first instant of `targetOn` when it is counted in days. */
  readonly targetAt: Instant;
  /** First instant inside. */
  readonly opensAt: Instant;
  /**
   * Days: the first instant of the day after the last one, itself outside. Hours: the last instant inside, because
   * "at most 72 hours after" includes the seventy-second.
   */
  readonly closesAt: Instant;
  readonly unit: 'hours' | 'days';
  readonly zone: TimeZone;
}

export type WindowPosition = 'before-window' | 'in-window' | 'after-window';

/**
 * The window of a visit from the moment it counts from. Counted in days it opens at 00:00 of its first day and closes at the end of
 * its last one, however long those days are; counted in hours it ignores clock changes (S10, TM4).
 *
 * `Rejection`: `window-negative`, `window-not-whole-days`, `window-finer-than-target` (a target that is a whole day
 * cannot have a window in hours).
 */
export function windowOf(rule: Timing, anchorAt: Instant, zone: TimeZone): VisitWindow {
  checkRule(rule);
  const { before, after, unit } = rule.window;
  if (unit === 'days') {
    const { targetOn, targetAt } = targetOf(rule, anchorAt, zone);
    const opensAt = startOfDay(addDays(targetOn, -before), zone);
    return { targetOn, targetAt, opensAt, closesAt: endOfDay(addDays(targetOn, after), zone), unit, zone };
  }
  const { targetOn, targetAt } = targetOf(rule, anchorAt, zone);
  return { targetOn, targetAt, opensAt: addHours(targetAt, -before), closesAt: addHours(targetAt, after), unit, zone };
}

/** Where a moment lies with respect to a window. */
export function positionOf(
  { opensAt, closesAt, unit }: Pick<VisitWindow, 'opensAt' | 'closesAt' | 'unit'>,
  at: Instant,
): WindowPosition {
  if (isBefore(at, opensAt)) return 'before-window';
  const isInside = unit === 'hours' ? !isAfter(at, closesAt) : isBefore(at, closesAt);
  return isInside ? 'in-window' : 'after-window';
}

/** The first instant after the window: a window in hours still holds its last instant, one in days does not. */
export const closedFrom = ({ closesAt, unit }: Pick<VisitWindow, 'closesAt' | 'unit'>): Instant =>
  unit === 'hours' ? closesAt.add({ milliseconds: 1 }) : closesAt;

/** Whether some moment lies in both windows. */
export const windowsOverlap = (a: VisitWindow, b: VisitWindow): boolean =>
  positionOf(a, b.opensAt) === 'in-window' || positionOf(b, a.opensAt) === 'in-window';

function targetOf(rule: Timing, anchorAt: Instant, zone: TimeZone): Pick<VisitWindow, 'targetOn' | 'targetAt'> {
  if ('hours' in rule.offset) {
    const targetAt = addHours(anchorAt, rule.offset.hours);
    return { targetOn: civilDate(targetAt, zone), targetAt };
  }
  const targetOn = addDays(civilDate(anchorAt, zone), rule.offset.days);
  return { targetOn, targetAt: startOfDay(targetOn, zone) };
}

/** Whole milliseconds, so that half an hour may be written as 0.5. */
const addHours = (at: Instant, hours: number): Instant => at.add({ milliseconds: Math.round(hours * 3_600_000) });

function checkRule({ code, offset, window }: Timing): void {
  const field = `visits.${code}`;
  if (window.before < 0 || window.after < 0) {
    throw new Rejection('window-negative', { field, rule: 'before and after are lengths, 0 or more' });
  }
  const days = [
    ...('days' in offset ? [offset.days] : []),
    ...(window.unit === 'days' ? [window.before, window.after] : []),
  ];
  if (!days.every(Number.isInteger)) {
    throw new Rejection('window-not-whole-days', { field, rule: 'civil days are whole' });
  }
  if ('days' in offset && window.unit === 'hours') {
    throw new Rejection('window-finer-than-target', { field, rule: 'a target in days has a window in days' });
  }
}
