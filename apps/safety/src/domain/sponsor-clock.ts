import {
  civilDate,
  comparePlainDates,
  endOfDay,
  isAfter,
  isBefore,
  Rejection,
  startOfDay,
  type Id,
  type Instant,
  type PersonId,
  type PlainDate,
  type TimeZone,
  type TrialId,
} from '@trial/kernel';

/** Calendar days after day 0, as the trial file has them; days are counted where the sponsor is. */
export interface SponsorPolicy {
  readonly zone: TimeZone;
  /** 7 in 536/2014 art. 54. */
  readonly urgentSafetyMeasureDays: number;
  /** 7 in art. 52. */
  readonly seriousBreachDays: number;
  /** 15 in art. 53. */
  readonly benefitRiskDays: number;
  /** 60 in ICH E2F 2.2, after the day up to which the report looks (art. 43). */
  readonly annualReportDays: number;
}

export type ReportableFact = 'urgent-safety-measure' | 'serious-breach' | 'benefit-risk';
export type SponsorClockId = Id<'sponsor-clock'>;

/** When a clock of the whole trial started and runs out. Weekends and holidays do not extend it. */
export interface SponsorClockTimes {
  readonly clock: ReportableFact | 'annual-report';
  readonly startedAt: Instant;
  /** The civil day in the zone of the sponsor that does not count. */
  readonly dayZeroOn: PlainDate;
  readonly dueOn: PlainDate;
  /** The first instant too late. */
  readonly dueAt: Instant;
  /** The number of days; of an annual report also the day of first authorisation. */
  readonly inputs: { readonly days: number; readonly firstAuthorisedOn?: string };
}

export interface SponsorClock extends SponsorClockTimes {
  readonly id: SponsorClockId;
  readonly trialId: TrialId;
  readonly trialVersion: number;
  /** What started it, in the words of the sponsor. */
  readonly fact: string;
  readonly recordedBy: PersonId;
  readonly recordedAt: Instant;
  readonly metAt: Instant | null;
  readonly metBy: PersonId | null;
  readonly reference: string | null;
  /** The clock this one stands for since that was corrected; null for a first one. */
  readonly supersedes: SponsorClockId | null;
  /** It counts no more: another one stands for it, or its fact was recorded in error. Null while it stands. */
  readonly endedAs: 'superseded' | 'withdrawn' | null;
  readonly endedAt: Instant | null;
  readonly endedBy: PersonId | null;
  readonly endedReason: string | null;
}

/**
 * The days of a fact that is reported once. Refused: `fact-in-future`. There is no first day: a site that is active too early
 * is a breach itself.
 */
export function reportableFact(
  clock: ReportableFact,
  happenedAt: Instant,
  policy: SponsorPolicy,
  now: Instant,
): SponsorClockTimes {
  if (isAfter(happenedAt, now))
    throw new Rejection('fact-in-future', { field: 'happenedAt', rule: 'it has not happened yet' });
  const days = {
    'urgent-safety-measure': policy.urgentSafetyMeasureDays,
    'serious-breach': policy.seriousBreachDays,
    'benefit-risk': policy.benefitRiskDays,
  }[clock];
  return clockOfDays(clock, civilDate(happenedAt, policy.zone), happenedAt, { days }, policy);
}

/**
 * The annual report looks up to a day of the year on which the product was first authorised for a trial anywhere, from the
 * first such day on (ICH E2F 2.2); of 29 February that is the 28th in other years. Refused: `fact-in-future`.
 *
 * @param reportedUntil the day up to which the last report looks; null where none was made.
 */
export function annualReport(
  firstAuthorisedOn: PlainDate,
  reportedUntil: PlainDate | null,
  policy: SponsorPolicy,
  now: Instant,
): SponsorClockTimes {
  const today = civilDate(now, policy.zone);
  for (const [field, on] of Object.entries({ firstAuthorisedOn, reportedUntil }))
    if (on && comparePlainDates(on, today) > 0)
      throw new Rejection('fact-in-future', { field, rule: `today is ${today.toString()}` });
  return annualReportAfter(firstAuthorisedOn, reportedUntil ?? firstAuthorisedOn, policy);
}

/** The first annual report that looks beyond a day. */
export function annualReportAfter(
  firstAuthorisedOn: PlainDate,
  reportedUntil: PlainDate,
  policy: SponsorPolicy,
): SponsorClockTimes {
  const sameYear = firstAuthorisedOn.add({ years: Math.max(1, reportedUntil.year - firstAuthorisedOn.year) });
  const until =
    comparePlainDates(sameYear, reportedUntil) > 0
      ? sameYear
      : firstAuthorisedOn.add({ years: reportedUntil.year - firstAuthorisedOn.year + 1 });
  const inputs = { days: policy.annualReportDays, firstAuthorisedOn: firstAuthorisedOn.toString() };
  return clockOfDays('annual-report', until, startOfDay(until, policy.zone), inputs, policy);
}

function clockOfDays(
  clock: SponsorClockTimes['clock'],
  dayZeroOn: PlainDate,
  startedAt: Instant,
  inputs: SponsorClockTimes['inputs'],
  { zone }: SponsorPolicy,
): SponsorClockTimes {
  const dueOn = dayZeroOn.add({ days: inputs.days });
  return { clock, startedAt, dayZeroOn, dueOn, dueAt: endOfDay(dueOn, zone), inputs };
}

/**
 * The sponsor reported. Refused: `clock-not-running`, `sponsor-clock-ended`, `answered-before-fact`, `answered-in-future`.
 */
export function answerSponsorClock(
  clock: SponsorClock,
  answer: { readonly at: Instant; readonly by: PersonId; readonly reference: string },
  now: Instant,
): SponsorClock {
  mustStand(clock);
  if (clock.metAt !== null)
    throw new Rejection('clock-not-running', { rule: `it was answered: ${clock.reference ?? ''}` });
  if (isAfter(answer.at, now))
    throw new Rejection('answered-in-future', { field: 'answeredAt', rule: 'it has not been reported yet' });
  if (isBefore(answer.at, clock.startedAt))
    throw new Rejection('answered-before-fact', { field: 'answeredAt', rule: 'the clock started later' });
  return { ...clock, metAt: answer.at, metBy: answer.by, reference: answer.reference };
}

/** A clock that was corrected or withdrawn is neither answered nor changed. Refused: `sponsor-clock-ended`. */
export function mustStand({ endedAs }: SponsorClock): void {
  if (endedAs !== null) throw new Rejection('sponsor-clock-ended', { field: 'clockId', rule: `it was ${endedAs}` });
}

/** Whether it was answered in time, or still can be; or that it counts no more. */
export function sponsorClockState({ metAt, dueAt, endedAs }: SponsorClock, now: Instant): SponsorClockState {
  if (endedAs !== null) return endedAs;
  const late = !isBefore(metAt ?? now, dueAt);
  if (metAt === null) return late ? 'breached' : 'running';
  return late ? 'met-late' : 'met';
}
export type SponsorClockState = 'running' | 'met' | 'breached' | 'met-late' | 'superseded' | 'withdrawn';
