import { civilDate, isAfter, isBefore, Rejection, startOfDay, type Instant, type TimeZone } from '@trial/kernel';
import type { Anchor } from './anchor.js';
import { dayOf, type Occurred } from './attendance.js';
import { positionOf, windowOf, type Phase, type VisitRule, type VisitWindow } from './visit-window.js';

/** A visit of the plan before it is a visit of somebody. */
export interface PlannedVisit extends VisitWindow {
  readonly visitCode: string;
  readonly phase: Phase;
  readonly primary: boolean;
  readonly last: boolean;
  /** What it counts from moves still: no bell rings for it, and a follow-up visit cannot take place yet. */
  readonly provisional: boolean;
  /** Of somebody who will not be treated: held for contact and safety only. */
  readonly contactOnly: boolean;
  /** In words: `anchor`, `consent`, `randomisation`, `end of participation`, or the code of a visit. */
  readonly countedFrom: string;
  /** The first moment of the day, where a visit it counts from took place on a day without a time. */
  readonly countedFromAt: Instant;
}

/** What is known of one participant when the plan is made. */
export interface PlanFacts {
  readonly anchor: Anchor | null;
  /** The last moment at which treatment can follow the screening; what comes before treatment is open until then. */
  readonly screeningEndsAt: Instant | null;
  readonly consentedAt: Instant | null;
  readonly randomisedAt: Instant | null;
  /** When somebody left before the end and could still come once more. */
  readonly leftEarlyAt: Instant | null;
  /** When each visit took place, by code. */
  readonly attended: ReadonlyMap<string, Occurred>;
  /** The first moment after the last day of follow-up for everybody, once it is known. */
  readonly followUpEndsAt: Instant | null;
  /** Nothing will be given: visits are held for contact and safety only. */
  readonly contactOnly: boolean;
  /**
   * The moment from which follow-up that counts from the anchor can take place although nothing was given; null where it
   * always could, or waits for treatment.
   */
  readonly followUpFrom: Instant | null;
}

/**
 * The visits of one participant in the order of the rules, as far as the facts carry. Each is counted from the anchor
 * alone unless its rule says otherwise, so a late visit moves no later one. Those before treatment come with consent;
 * while the anchor is provisional their windows are open from the day of consent, because nobody knows yet on which
 * day treatment will be. Nobody has a visit whose window was over before their follow-up could begin.
 *
 * @param rules those that concern the participant. @param zone the site's IANA zone.
 * `Rejection`: `visit-rules-missing`, `visit-code-repeated`, those of `windowOf`.
 */
export function planVisits(rules: readonly VisitRule[], facts: PlanFacts, zone: TimeZone): readonly PlannedVisit[] {
  if (rules.length === 0) throw new Rejection('visit-rules-missing', { field: 'visits', rule: 'a trial has visits' });
  const planned = new Map<string, PlannedVisit>();
  for (const rule of rules) {
    if (planned.has(rule.code)) {
      throw new Rejection('visit-code-repeated', { field: `visits.${rule.code}`, rule: 'every visit is named once' });
    }
    const from = startOf(rule, facts, planned, zone);
    if (!from) continue;
    const visit = plannedVisit(rule, from, windowFrom(rule, from, facts, zone), facts);
    if (!isAfterFollowUp(rule, visit, facts) && !wasOverBeforehand(visit, facts)) planned.set(rule.code, visit);
  }
  return [...planned.values()];
}

type Start = Pick<PlannedVisit, 'countedFrom' | 'countedFromAt' | 'provisional'>;

/** The moment a visit counts from; null while nobody knows it. */
function startOf(
  rule: VisitRule,
  facts: PlanFacts,
  planned: ReadonlyMap<string, PlannedVisit>,
  zone: TimeZone,
): Start | null {
  const { anchor, consentedAt, randomisedAt, leftEarlyAt, attended } = facts;
  if (rule.phase === 'early-termination') return counted('end of participation', leftEarlyAt);
  if (rule.countedFrom === 'consent') return counted('consent', consentedAt);
  if (rule.countedFrom === 'randomisation') return counted('randomisation', randomisedAt);
  if (rule.countedFrom) {
    const { visit } = rule.countedFrom;
    const tookPlaceAt = momentToCountFrom(attended.get(visit), rule, zone);
    return tookPlaceAt
      ? counted(visit, tookPlaceAt)
      : counted(visit, planned.get(visit)?.targetAt ?? null, { provisional: true });
  }
  const isBeforehand = rule.phase === 'before-treatment' || rule.phase === 'treatment';
  if (!anchor || (isBeforehand && !consentedAt) || (!isBeforehand && anchor.basis === 'consent')) return null;
  return counted('anchor', anchor.at, anchor);
}

/** Days count from a day, hours from a moment only; less than that is as if the visit had not taken place yet. */
function momentToCountFrom(occurred: Occurred | undefined, { offset }: VisitRule, zone: TimeZone): Instant | null {
  if (typeof occurred !== 'string') return occurred ?? null;
  const day = dayOf(occurred, zone);
  return day && 'days' in offset ? startOfDay(day, zone) : null;
}

const counted = (countedFrom: string, at: Instant | null, { provisional } = { provisional: false }): Start | null =>
  at && { countedFrom, countedFromAt: at, provisional };

/** Before treatment a window is open from consent until the last moment for treatment, while its day is not known. */
function windowFrom(rule: VisitRule, from: Start, facts: PlanFacts, zone: TimeZone): VisitWindow {
  const window = windowOf(rule, from.countedFromAt, zone);
  const { consentedAt, screeningEndsAt } = facts;
  if (rule.phase !== 'before-treatment' || !from.provisional || !consentedAt) return window;
  const fromConsent = startOfDay(civilDate(consentedAt, zone), zone);
  const latest = screeningEndsAt ? windowOf(rule, screeningEndsAt, zone).closesAt : window.closesAt;
  return {
    ...window,
    opensAt: isAfter(window.opensAt, fromConsent) ? fromConsent : window.opensAt,
    closesAt: isAfter(latest, window.closesAt) ? latest : window.closesAt,
  };
}

/** Field by field: tens of thousands are planned in one go, and copying three objects into one took half of that time. */
function plannedVisit(rule: VisitRule, from: Start, window: VisitWindow, { contactOnly }: PlanFacts): PlannedVisit {
  return {
    visitCode: rule.code,
    phase: rule.phase ?? 'follow-up',
    primary: rule.primary ?? false,
    last: rule.last ?? false,
    provisional: from.provisional,
    contactOnly,
    countedFrom: from.countedFrom,
    countedFromAt: from.countedFromAt,
    targetOn: window.targetOn,
    targetAt: window.targetAt,
    opensAt: window.opensAt,
    closesAt: window.closesAt,
    unit: window.unit,
    zone: window.zone,
  };
}

const isAfterFollowUp = (rule: VisitRule, visit: PlannedVisit, { followUpEndsAt }: PlanFacts): boolean =>
  rule.untilFollowUpEnds === true && followUpEndsAt !== null && !isBefore(visit.opensAt, followUpEndsAt);

const wasOverBeforehand = (visit: PlannedVisit, { followUpFrom }: PlanFacts): boolean =>
  followUpFrom !== null && visit.countedFrom === 'anchor' && positionOf(visit, followUpFrom) === 'after-window';
