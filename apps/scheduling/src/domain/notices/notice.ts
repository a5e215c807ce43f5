import type { Instant, TimeZone } from '@trial/kernel';
import { closedFrom, type VisitWindow } from '../visit-window.js';
import type { VisitState } from '../visit.js';
import { afterQuietHours, type QuietHours } from './quiet-hours.js';

/** Elapsed hours, or civil days in the zone of the visit. */
export type Span = { readonly hours: number } | { readonly days: number };

/** A reminder as the trial file describes it. */
export interface NoticeRule {
  readonly code: string;
  readonly about: NoticeSubject;
  readonly to: string;
  readonly moment: 'before-opening' | 'at-opening' | 'before-closing' | 'overdue';
  readonly by?: Span | undefined;
  /** Every visit when left out. */
  readonly visits?: readonly string[] | undefined;
  readonly escalation: readonly { readonly after: Span; readonly to: string }[];
}

/** What there is to do: come to the visit and record it, or fill in the participant's forms. */
export type NoticeSubject = 'visit' | 'forms';

/** A visit as far as reminders go by it. */
export interface VisitToRemindOf extends VisitWindow {
  readonly id: string;
  readonly visitCode: string;
  readonly state: VisitState;
  /** Whether the participant still owes a form of this visit. */
  readonly owesForms: boolean;
}

/** One message that is intended: who, of what, by which rule, when. */
export interface Notice {
  /** Visit, rule, recipient and step: whatever happens, it exists once. */
  readonly key: string;
  readonly visitId: string;
  readonly rule: string;
  readonly about: NoticeSubject;
  readonly recipient: string;
  /** 0 for the reminder itself, then the steps of the escalation. */
  readonly step: number;
  /** What the rule says. */
  readonly momentAt: Instant;
  /** The same, or the end of the recipient's quiet hours. */
  readonly dueAt: Instant;
}

/**
 * The messages that rules intend for one visit as it stands: none about what is done. They depend on the window and on
 * what people did, never on an arm.
 *
 * @param zoneOf the recipient's zone, for the quiet hours
 */
export function noticesOf(
  visit: VisitToRemindOf,
  rules: readonly NoticeRule[],
  zoneOf: (recipient: string) => TimeZone,
  quiet: QuietHours | null,
): readonly Notice[] {
  const notice = (rule: NoticeRule, recipient: string, step: number, momentAt: Instant): Notice => ({
    key: [visit.id, rule.code, recipient, step].join(':'),
    visitId: visit.id,
    rule: rule.code,
    about: rule.about,
    recipient,
    step,
    momentAt,
    dueAt: afterQuietHours(momentAt, zoneOf(recipient), quiet),
  });
  return rules
    .filter((rule) => isToDo(visit, rule.about) && (rule.visits?.includes(visit.visitCode) ?? true))
    .flatMap((rule) => {
      const momentAt = momentOf(visit, rule);
      return [
        notice(rule, rule.to, 0, momentAt),
        ...rule.escalation.map(({ after, to }, index) =>
          notice(rule, to, index + 1, shifted(momentAt, after, 1, visit.zone)),
        ),
      ];
    });
}

/** Whether there is still something to do. A visit that was done or missed may leave the participant's forms open. */
export function isToDo(
  { state, owesForms }: Pick<VisitToRemindOf, 'state' | 'owesForms'>,
  about: NoticeSubject,
): boolean {
  switch (about) {
    case 'visit':
      return state === 'planned';
    case 'forms':
      return owesForms && state !== 'cancelled' && state !== 'not-applicable';
  }
}

/** Messages to the participant, and any about forms that only the participant can fill in: none once they have left (S20). */
export const isForParticipant = ({ about, recipient }: Pick<Notice, 'about' | 'recipient'>): boolean =>
  recipient === 'participant' || about === 'forms';

function momentOf(visit: VisitToRemindOf, { moment, by = { hours: 0 } }: NoticeRule): Instant {
  switch (moment) {
    case 'before-opening':
      return shifted(visit.opensAt, by, -1, visit.zone);
    case 'at-opening':
      return visit.opensAt;
    case 'before-closing':
      return shifted(visit.closesAt, by, -1, visit.zone);
    case 'overdue':
      return shifted(closedFrom(visit), by, 1, visit.zone);
  }
}

function shifted(at: Instant, by: Span, direction: 1 | -1, zone: TimeZone): Instant {
  if ('hours' in by) return at.add({ hours: direction * by.hours });
  return at
    .toZonedDateTimeISO(zone)
    .add({ days: direction * by.days })
    .toInstant();
}
