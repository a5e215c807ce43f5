import {
  addDays,
  civilDate,
  comparePlainDates,
  earliestDay,
  isAfter,
  isBefore,
  latestDay,
  plainDate,
  Rejection,
  type Id,
  type Instant,
  type PartialDate,
  type ParticipantId,
  type PlainDate,
  type SiteId,
  type TimeZone,
  type TrialId,
} from '@trial/kernel';
import type { AdverseEvent, AdverseEventId } from './adverse-event.js';
import { isLate, type ReportingClock } from './reporting-clock.js';

export type PregnancyId = Id<'pregnancy'>;

/** How it ended. `unknown`: nobody will learn it, which needs no consent to say. */
export const endings = [
  'live-birth',
  'stillbirth',
  'spontaneous-termination',
  'elective-termination',
  'ectopic',
  'unknown',
] as const;
export type PregnancyOutcome = 'ongoing' | (typeof endings)[number];

/** What a site says of a pregnancy and may correct. Nothing in it tells who a partner is. */
export interface PregnancyFacts {
  readonly lastPeriodOn: PartialDate | null;
  readonly conceivedOn: PartialDate | null;
  readonly expectedOn: PartialDate | null;
  /** Whether a partner agrees to follow-up; null where the participant is pregnant. */
  readonly partnerConsent: 'given' | 'refused' | 'not-asked' | null;
  readonly outcome: PregnancyOutcome;
  readonly endedOn: PartialDate | null;
  /** Null while it goes on. */
  readonly congenitalAnomaly: 'yes' | 'no' | 'unknown' | null;
}

/** A pregnancy of a participant or a partner. It is no adverse event; it is reported like a serious one (Reg. 536/2014 annex III). */
export interface Pregnancy extends PregnancyFacts {
  readonly id: PregnancyId;
  readonly trialId: TrialId;
  readonly siteId: SiteId;
  readonly participantId: ParticipantId;
  readonly trialVersion: number;
  readonly whose: 'participant' | 'partner';
  /** When the investigator became aware: the hours to the sponsor start here. */
  readonly awareAt: Instant;
  /** The last instant in time. */
  readonly dueAt: Instant;
  readonly receivedAt: Instant | null;
  /** When the site asks next; null when nobody asks any more. */
  readonly followUpOn: string | null;
  readonly followUpId: Id<'pregnancy-follow-up'> | null;
  /** An anomaly that waits for its adverse event. */
  readonly anomalyId: Id<'pregnancy-anomaly'> | null;
  readonly adverseEventId: AdverseEventId | null;
  readonly recordedAt: Instant;
  readonly version: number;
}

/** Days until the site asks again where no expected date lies ahead; no source says how many: this platform's choice. */
const DAYS_TO_ASK = 28;

/** Days from the last period to conception, where only the former is known (WHO convention of dating). */
const DAYS_TO_CONCEPTION = 14;

/**
 * What must hold of what a site says. Refused: `partner-consent-missing`, `pregnancy-dates-contradict`, `end-in-future`.
 *
 * @param today the civil day of the site.
 */
export function mustBeOnePregnancy(
  facts: PregnancyFacts & Pick<Pregnancy, 'whose' | 'awareAt'>,
  zone: TimeZone,
  today: PlainDate,
): void {
  const { whose, partnerConsent, lastPeriodOn, conceivedOn, expectedOn, endedOn } = facts;
  if ((whose === 'partner') !== (partnerConsent !== null))
    throw new Rejection('partner-consent-missing', {
      field: 'partnerConsent',
      rule: 'it is said of a partner, and of nobody else',
    });
  if (facts.outcome !== 'ongoing' && facts.outcome !== 'unknown') mustBeAgreedTo(facts);
  const aware = civilDate(facts.awareAt, zone).toString();
  // Each may lie before the next as far as is known; whoever is aware of it knows that it began.
  inOrder('lastPeriodOn', lastPeriodOn, conceivedOn ?? aware);
  inOrder('conceivedOn', conceivedOn, aware);
  inOrder('expectedOn', conceivedOn ?? lastPeriodOn, expectedOn);
  inOrder('endedOn', conceivedOn ?? lastPeriodOn, endedOn);
  if (endedOn !== null && comparePlainDates(earliestDay(endedOn), today) > 0)
    throw new Rejection('end-in-future', { field: 'endedOn', rule: 'it has not ended yet' });
}

/** Of a partner nothing is learned without their consent. Refused: `partner-consent-missing`. */
export function mustBeAgreedTo({ whose, partnerConsent }: Pick<Pregnancy, 'whose' | 'partnerConsent'>): void {
  if (whose === 'partner' && partnerConsent !== 'given')
    throw new Rejection('partner-consent-missing', {
      field: 'partnerConsent',
      rule: 'a partner who has not agreed to follow-up is not followed up',
    });
}

/** Nobody knows what is still to come. Refused: `awareness-in-future`. */
export function mustBeKnown(field: string, learnedAt: Instant, now: Instant): void {
  if (isAfter(learnedAt, now))
    throw new Rejection('awareness-in-future', { field, rule: 'nobody can be aware of it yet' });
}

/** Refused: `pregnancy-ended`. */
export function mustGoOn({ outcome }: Pick<Pregnancy, 'outcome'>): void {
  if (outcome !== 'ongoing') throw new Rejection('pregnancy-ended', { rule: `it ended: ${outcome}` });
}

const OF_ITS_COURSE = ['lastPeriodOn', 'conceivedOn', 'expectedOn', 'partnerConsent'] as const;
const OF_ITS_END = ['outcome', 'endedOn', 'congenitalAnomaly'] as const;

/**
 * What a correction makes of what was said. One that goes on after all has no ending and no anomaly. Refused:
 * `nothing-to-revise`, `received-before-awareness`, and `pregnancy-goes-on` for an ending of one that has none.
 */
export function correctPregnancy(
  before: Pregnancy,
  told: Partial<PregnancyFacts & Pick<Pregnancy, 'awareAt'>>,
): Pregnancy {
  const { outcome, endedOn = null, congenitalAnomaly = null } = told;
  if (outcome === 'ongoing' && (endedOn !== null || congenitalAnomaly !== null))
    throw new Rejection('pregnancy-goes-on', { field: 'outcome', rule: 'one that goes on has no ending' });
  const goesOn = { outcome, endedOn: null, congenitalAnomaly: null, adverseEventId: null };
  const after = { ...before, ...told, ...(outcome === 'ongoing' ? goesOn : {}) };
  const isChanged = (name: keyof PregnancyFacts): boolean => before[name] !== after[name];
  const isSame = after.awareAt.equals(before.awareAt) && ![...OF_ITS_COURSE, ...OF_ITS_END].some(isChanged);
  if (isSame) throw new Rejection('nothing-to-revise');
  const endsIt = OF_ITS_END.find(isChanged);
  if (endsIt && before.outcome === 'ongoing')
    throw new Rejection('pregnancy-goes-on', { field: endsIt, rule: 'how it ended is recorded, not corrected' });
  if (after.receivedAt && isBefore(after.receivedAt, after.awareAt))
    throw new Rejection('received-before-awareness', { field: 'awareAt', rule: 'the sponsor held it before' });
  return after;
}

/**
 * When the site asks next: on the day it says, else on the expected day, else four weeks from today; never of one that ended, nor
 * of a partner who refused. Refused: `follow-up-not-ahead`.
 */
export function nextFollowUp(
  { outcome, partnerConsent, expectedOn }: Pick<PregnancyFacts, 'outcome' | 'partnerConsent' | 'expectedOn'>,
  today: PlainDate,
  askAgainOn?: string,
): string | null {
  if (outcome !== 'ongoing' || partnerConsent === 'refused') return null;
  if (askAgainOn !== undefined) {
    if (comparePlainDates(plainDate(askAgainOn), today) <= 0)
      throw new Rejection('follow-up-not-ahead', { field: 'askAgainOn', rule: `today is ${today.toString()}` });
    return askAgainOn;
  }
  const expected = expectedOn === null ? null : latestDay(expectedOn);
  const isAhead = expected !== null && comparePlainDates(expected, today) > 0;
  return (isAhead ? expected : addDays(today, DAYS_TO_ASK)).toString();
}

/** Whether an anomaly waits for its adverse event. */
export const needsAdverseEvent = ({
  congenitalAnomaly,
  adverseEventId,
}: Pick<Pregnancy, 'congenitalAnomaly' | 'adverseEventId'>): boolean =>
  congenitalAnomaly === 'yes' && adverseEventId === null;

/** Refused: `no-congenital-anomaly`, of the pregnancy or of the event. */
export function mustTellOfAnomaly(
  { congenitalAnomaly }: Pick<Pregnancy, 'congenitalAnomaly'>,
  event: Pick<AdverseEvent, 'status' | 'seriousness'>,
): void {
  const tells = event.status === 'confirmed' && event.seriousness.includes('congenital-anomaly');
  if (congenitalAnomaly !== 'yes' || !tells)
    throw new Rejection('no-congenital-anomaly', {
      field: 'adverseEventId',
      rule: 'pregnancy and confirmed event both have one on record',
    });
}

/** Conception and the day of treatment, whatever was given: a day that may be either is unclear. */
export function conceptionBy(
  { lastPeriodOn, conceivedOn }: Pick<PregnancyFacts, 'lastPeriodOn' | 'conceivedOn'>,
  treatedOn: PlainDate | null,
): 'not-treated' | 'before-treatment' | 'after-treatment' | 'unclear' {
  if (treatedOn === null) return 'not-treated';
  const known = conceivedOn ?? lastPeriodOn;
  if (known === null) return 'unclear';
  const days = conceivedOn === null ? DAYS_TO_CONCEPTION : 0;
  if (comparePlainDates(addDays(latestDay(known), days), treatedOn) < 0) return 'before-treatment';
  return comparePlainDates(addDays(earliestDay(known), days), treatedOn) > 0 ? 'after-treatment' : 'unclear';
}

/** Hours, so that their last instant is in time. */
const hours = (dueAt: Instant): Pick<ReportingClock, 'dueOn' | 'dueAt'> => ({ dueOn: null, dueAt });

export const isReportLate = ({ dueAt }: Pick<Pregnancy, 'dueAt'>, at: Instant): boolean => isLate(hours(dueAt), at);

function inOrder(field: string, earlier: PartialDate | null, later: PartialDate | null): void {
  if (earlier === null || later === null) return;
  if (comparePlainDates(earliestDay(earlier), latestDay(later)) > 0)
    throw new Rejection('pregnancy-dates-contradict', { field, rule: `${earlier} lies after ${later}` });
}
