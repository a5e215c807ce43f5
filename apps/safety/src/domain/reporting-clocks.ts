import { civilDate, comparePlainDates, endOfDay, type Instant, type PlainDate, type TimeZone } from '@trial/kernel';
import type { Suspicion } from './causality.js';
import type { Expectedness } from './expectedness.js';
import { isExpedited, type DecidingFacts } from './expedited-conditions.js';
import { isFatalOrLifeThreatening, type SeriousnessCriterion } from './seriousness.js';

/** The numbers come from the trial file; the rules that use them are here. */
export interface ReportingPolicy {
  /** Elapsed hours from the investigator's awareness to the sponsor's receipt; 24 in 536/2014 art. 41(2). */
  readonly saeToSponsorHours: number;
  /** Calendar days after day 0 for a fatal or life-threatening SUSAR; 7 in art. 42(2)(a). */
  readonly susarFatalDays: number;
  /** Further calendar days to complete that report; 8 in annex III 2.4. */
  readonly susarCompletionDays: number;
  /** Calendar days after day 0 for any other SUSAR; 15 in art. 42(2)(b). */
  readonly susarOtherDays: number;
  /** Where the sponsor's civil days are counted. */
  readonly zone: TimeZone;
  /** Whether the hours start when the system proposes a candidate or when an investigator confirms it. */
  readonly clockStartsWith: 'candidate' | 'confirmation';
  /** The lowest grade at which a laboratory result proposes an adverse event. */
  readonly candidateFromGrade: number;
}

export type ClockKind = 'sae-to-sponsor' | 'susar-fatal' | 'susar-completion' | 'susar-other';

/** What a clock says, computed once. Weekends and holidays do not extend it. */
export interface ClockTimes {
  readonly clock: ClockKind;
  readonly basis: 'first-information' | 'upgrade' | 'follow-up' | 'correction';
  /** Awareness of the investigator for the hours, receipt by the sponsor for the days. */
  readonly startedAt: Instant;
  /** The civil day of receipt in the sponsor's zone, not counted; null for the clock of hours. */
  readonly dayZeroOn: PlainDate | null;
  /** The last civil day on which a report is in time; null for the clock of hours. */
  readonly dueOn: PlainDate | null;
  /** The last instant in time for the hours; the first instant too late for the days (end of `dueOn`). */
  readonly dueAt: Instant;
  /** What the decision went by, as it was then: nothing that changes later changes it. */
  readonly inputs: ClockInputs;
}

/** Numbers of the trial file and facts of the event that a clock was computed from (P25). */
export interface ClockInputs {
  readonly hours?: number;
  /** Calendar days after day 0. */
  readonly days?: number;
  readonly seriousness?: readonly SeriousnessCriterion[];
  readonly suspicion?: Suspicion;
  readonly expectedness?: Expectedness['expectedness'];
  /** Which reference safety information was looked at and what it said; absent where the trial has none. */
  readonly reference?: Pick<Expectedness, 'versions' | 'because'>;
  /** The due day of the clock this one took over, which may not be passed. */
  readonly notAfter?: string;
}

export interface ExpeditedFacts extends DecidingFacts {
  readonly reference?: Pick<Expectedness, 'versions' | 'because'>;
  /** When the sponsor first held the minimum information. */
  readonly receivedAt: Instant;
}

/** 24 hours are elapsed time: over a change of clocks the wall shows another hour. */
export function saeToSponsorClock(awareAt: Instant, policy: ReportingPolicy): ClockTimes {
  return {
    clock: 'sae-to-sponsor',
    basis: 'first-information',
    startedAt: awareAt,
    dayZeroOn: null,
    dueOn: null,
    dueAt: awareAt.add({ hours: policy.saeToSponsorHours }),
    inputs: { hours: policy.saeToSponsorHours },
  };
}

/** Day 0: the civil day on which the sponsor first holds the minimum information; 23:30Z on the 3rd is the 4th in Amsterdam. */
export const dayZero = (receivedAt: Instant, { zone }: ReportingPolicy): PlainDate => civilDate(receivedAt, zone);

/**
 * The clocks of a serious, unexpected event that is suspected to be caused by the trial; empty when nothing has to be
 * expedited.
 */
export function expeditedClocks(facts: ExpeditedFacts, policy: ReportingPolicy): readonly ClockTimes[] {
  if (!isExpedited(facts)) return [];
  const clocks = isFatalOrLifeThreatening(facts.seriousness)
    ? fatalClocks('first-information', facts.receivedAt, policy)
    : [civilClock('susar-other', 'first-information', facts.receivedAt, policy.susarOtherDays, policy)];
  return clocks.map((clock) => ({ ...clock, inputs: { ...clock.inputs, ...judgementsOf(facts) } }));
}

const judgementsOf = ({ seriousness, suspicion, expectedness, reference }: Judgements): Judgements => ({
  seriousness,
  suspicion,
  expectedness,
  ...(reference ? { reference } : {}),
});

type Judgements = Pick<ExpeditedFacts, 'seriousness' | 'suspicion' | 'expectedness' | 'reference'>;

/**
 * Death or danger to life is learned of an event the sponsor holds already: seven days from that day (art. 42(2)(c)), but
 * never later than what was already due. Whatever was judged to be expected was judged of something milder, so it does not
 * count. Empty when nobody suspects the trial, or the protocol exempts the term.
 *
 * @param running the clock that ran until then, if one did: it is taken over.
 */
export function upgradedClocks(
  { seriousness, suspicion, exempt }: Omit<ExpeditedFacts, 'expectedness' | 'receivedAt'>,
  running: Pick<ClockTimes, 'dueOn'> | null,
  learnedAt: Instant,
  policy: ReportingPolicy,
): readonly ClockTimes[] {
  if (suspicion === 'not-suspected' || exempt || !isFatalOrLifeThreatening(seriousness)) return [];
  return fatalClocks('upgrade', learnedAt, policy, running?.dueOn ?? undefined).map((clock) => ({
    ...clock,
    inputs: { ...clock.inputs, seriousness, suspicion },
  }));
}

/** Significant follow-up information starts a day 0 of its own (annex III 2.4). */
export const followUpClock = (receivedAt: Instant, policy: ReportingPolicy): ClockTimes =>
  civilClock('susar-other', 'follow-up', receivedAt, policy.susarOtherDays, policy);

/** The report within seven days and its completion eight days later; `limit` is a due day that may not be passed. */
function fatalClocks(
  basis: ClockTimes['basis'],
  receivedAt: Instant,
  policy: ReportingPolicy,
  limit?: PlainDate,
): readonly [report: ClockTimes, completion: ClockTimes] {
  const report = civilClock('susar-fatal', basis, receivedAt, policy.susarFatalDays, policy);
  const ownDueOn = dayZero(receivedAt, policy).add({ days: policy.susarFatalDays });
  const dueOn = limit && comparePlainDates(limit, ownDueOn) < 0 ? limit : ownDueOn;
  const completeOn = dueOn.add({ days: policy.susarCompletionDays });
  const notAfter = limit ? { notAfter: limit.toString() } : {};
  return [
    { ...report, dueOn, dueAt: endOfDay(dueOn, policy.zone), inputs: { ...report.inputs, ...notAfter } },
    {
      ...report,
      clock: 'susar-completion',
      dueOn: completeOn,
      dueAt: endOfDay(completeOn, policy.zone),
      inputs: { days: policy.susarFatalDays + policy.susarCompletionDays, ...notAfter },
    },
  ];
}

/**
 * The times of a clock by its kind, from another start.
 *
 * @param limit the due day of a clock that this one took over, which may not be passed.
 */
export function timesOf(clock: ClockKind, startedAt: Instant, policy: ReportingPolicy, limit?: PlainDate): ClockTimes {
  switch (clock) {
    case 'sae-to-sponsor':
      return saeToSponsorClock(startedAt, policy);
    case 'susar-other':
      return civilClock(clock, 'first-information', startedAt, policy.susarOtherDays, policy);
    case 'susar-fatal':
      return fatalClocks('first-information', startedAt, policy, limit)[0];
    case 'susar-completion':
      return fatalClocks('first-information', startedAt, policy, limit)[1];
  }
}

function civilClock(
  clock: ClockKind,
  basis: ClockTimes['basis'],
  receivedAt: Instant,
  days: number,
  policy: ReportingPolicy,
): ClockTimes {
  const dayZeroOn = dayZero(receivedAt, policy);
  const dueOn = dayZeroOn.add({ days });
  return {
    clock,
    basis,
    startedAt: receivedAt,
    dayZeroOn,
    dueOn,
    dueAt: endOfDay(dueOn, policy.zone),
    inputs: { days },
  };
}
