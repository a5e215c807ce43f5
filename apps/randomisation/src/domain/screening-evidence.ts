import {
  civilDate,
  comparePlainDates,
  daysBetween,
  isAfter,
  Rejection,
  type Instant,
  type PlainDate,
  type TimeZone,
} from '@trial/kernel';

/** How old evidence may be: in civil days (an X-ray) or in elapsed hours (a pregnancy test). */
export interface ScreeningLimit {
  readonly code: string;
  readonly maxAge: { readonly days: number } | { readonly hours: number };
}

/** When something was taken, for example when blood was drawn, and not when the result came: a day or a moment. */
export interface ScreeningEvidence {
  readonly code: string;
  readonly takenOn: PlainDate | null;
  readonly takenAt: Instant | null;
}

/** Evidence that is too old, in words: `{ taken: '2026-03-16', age: '15 days', limit: '14 days' }`. */
export interface ExpiredEvidence {
  readonly code: string;
  readonly taken: string;
  readonly age: string;
  readonly limit: string;
}

/**
 * Checks what an assessment says of its evidence. A limit in hours needs a moment: a day is up to 25 of them.
 * `Rejection`: `evidence-unknown`, `evidence-given-twice`, `evidence-date-missing`, `evidence-in-future`.
 */
export function checkEvidence(
  limits: readonly ScreeningLimit[],
  evidence: readonly ScreeningEvidence[],
  zone: TimeZone,
  now: Instant,
): void {
  evidence.forEach(({ code, takenOn, takenAt }, index) => {
    const field = `evidence.${code}`;
    const limit = limits.find((each) => each.code === code);
    if (!limit) throw new Rejection('evidence-unknown', { field, rule: 'what the trial file sets a limit for' });
    if (evidence.findIndex((each) => each.code === code) !== index) {
      throw new Rejection('evidence-given-twice', { field, rule: 'the newest is enough' });
    }
    if ('hours' in limit.maxAge && takenAt === null) {
      throw new Rejection('evidence-date-missing', { field, rule: 'a limit in hours needs takenAt' });
    }
    if ((takenOn === null) === (takenAt === null)) {
      throw new Rejection('evidence-date-missing', { field, rule: 'either takenOn or takenAt' });
    }
    const isLater =
      takenOn === null
        ? takenAt !== null && isAfter(takenAt, now)
        : comparePlainDates(takenOn, civilDate(now, zone)) > 0;
    if (isLater) throw new Rejection('evidence-in-future', { field, rule: 'what is evidence has been taken' });
  });
}

/**
 * The evidence that is too old at a moment, in the order of the trial file. The limit itself is still good, one day or one
 * minute more is not. Of what was never given nothing is said. `zone` is the site's.
 */
export function expiredEvidence(
  limits: readonly ScreeningLimit[],
  evidence: readonly ScreeningEvidence[],
  at: Instant,
  zone: TimeZone,
): readonly ExpiredEvidence[] {
  return limits.flatMap(({ code, maxAge }) => {
    const given = evidence.find((each) => each.code === code);
    const taken = given?.takenAt ?? given?.takenOn;
    if (!given || !taken) return [];
    const said = { code, taken: taken.toString() };
    if ('hours' in maxAge) {
      if (given.takenAt === null) return [];
      const elapsed = at.epochMilliseconds - given.takenAt.epochMilliseconds;
      if (elapsed <= maxAge.hours * HOUR) return [];
      return [{ ...said, age: `${Math.floor(elapsed / MINUTE)} minutes`, limit: `${maxAge.hours} hours` }];
    }
    const takenOn = given.takenOn ?? (given.takenAt ? civilDate(given.takenAt, zone) : null);
    const days = takenOn ? daysBetween(takenOn, civilDate(at, zone)) : 0;
    return days <= maxAge.days ? [] : [{ ...said, age: `${days} days`, limit: `${maxAge.days} days` }];
  });
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Expired evidence blocks what cannot be taken back: `Rejection('evidence-expired')`, with each item, its age and limit. */
export function refuseExpired(expired: readonly ExpiredEvidence[]): void {
  if (expired.length === 0) return;
  throw new Rejection('evidence-expired', {
    field: `evidence.${expired[0]?.code ?? ''}`,
    rule: expired.map(({ code, limit }) => `${code} is at most ${limit} old`).join(', '),
    expired,
  });
}
