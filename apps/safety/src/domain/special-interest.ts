import { isAfter, isBefore, Rejection, type Id, type Instant, type PersonId } from '@trial/kernel';
import { mustBeConfirmed, type AdverseEvent, type AdverseEventId } from './adverse-event.js';

/** What the trial file says of events that are looked at apart, whatever caused them. */
export interface InterestGroup {
  readonly code: string;
  /** Slugs of the dictionary the trial grades by. */
  readonly terms: readonly string[];
  /** Whether the sponsor hears of it within the hours of a serious event although it is none. */
  readonly toSponsor: 'always' | 'when-serious';
}

/**
 * That an event belongs to a group: by its term, or because an investigator says so. Written once, with what the version of
 * the trial said then; a later version changes nothing about it. What an investigator said can be taken back.
 */
export interface SpecialInterest {
  readonly id: Id<'special-interest'>;
  readonly adverseEventId: AdverseEventId;
  readonly group: string;
  readonly basis: 'term' | 'investigator';
  readonly toSponsor: InterestGroup['toSponsor'];
  readonly trialVersion: number;
  /** Why an investigator says so, and since when they know; null where the term says it. */
  readonly reason: string | null;
  readonly awareAt: Instant | null;
  readonly recordedBy: PersonId;
  readonly recordedAt: Instant;
  /** Set when the investigator's word was taken back; the row stays. */
  readonly withdrawnAt: Instant | null;
  readonly withdrawnBy: PersonId | null;
  readonly withdrawalReason: string | null;
}

/** The groups an event belongs to by its term alone. */
export const groupsOfTerm = (term: string, groups: readonly InterestGroup[]): readonly InterestGroup[] =>
  groups.filter(({ terms }) => terms.includes(term));

/**
 * The group an investigator puts a confirmed event in, as the trial describes it: digit loss has no term of its own. Refused:
 * `adverse-event-not-confirmed`, `interest-group-unknown`, `already-of-interest`, `awareness-in-future`, and
 * `interest-before-awareness` for a moment at which nobody knew of the event itself.
 *
 * @param known what it belongs to already.
 */
export function groupToMark(
  event: Pick<AdverseEvent, 'status' | 'awareAt'>,
  known: readonly Pick<SpecialInterest, 'group'>[],
  groups: readonly InterestGroup[],
  { group: code, awareAt }: { readonly group: string; readonly awareAt: Instant },
  now: Instant,
): InterestGroup {
  mustBeConfirmed(event);
  const group = groups.find((one) => one.code === code);
  if (!group)
    throw new Rejection('interest-group-unknown', {
      field: 'group',
      rule: `the trial has ${groups.map((one) => one.code).join(', ') || 'no group'}`,
    });
  if (known.some((one) => one.group === code))
    throw new Rejection('already-of-interest', { field: 'group', rule: 'it belongs to this group already' });
  if (isAfter(awareAt, now))
    throw new Rejection('awareness-in-future', { field: 'awareAt', rule: 'nobody knows yet what is to come' });
  if (event.awareAt && isBefore(awareAt, event.awareAt))
    throw new Rejection('interest-before-awareness', {
      field: 'awareAt',
      rule: `the event itself is known since ${event.awareAt.toString()}`,
    });
  return group;
}

/**
 * The marks that go by a moment of awareness which was recorded wrongly. Refused: `interest-before-awareness` where one would
 * lie before the event itself was known.
 *
 * @param known where the event stands in this correction: its awareness afterwards.
 */
export function marksToMove<Known extends Pick<SpecialInterest, 'basis' | 'awareAt'>>(
  interests: readonly Known[],
  known: Instant,
  { previous, corrected }: { readonly previous: Instant; readonly corrected: Instant },
): readonly Known[] {
  const marks = interests.filter(({ basis }) => basis === 'investigator');
  const moved = marks.filter(({ awareAt }) => awareAt?.equals(previous));
  const after = marks.map((mark) => (moved.includes(mark) ? corrected : mark.awareAt));
  if (after.some((awareAt) => awareAt !== null && isBefore(awareAt, known)))
    throw new Rejection('interest-before-awareness', {
      field: 'awareAt',
      rule: 'an interest would have been known before the event',
    });
  return moved;
}

/** The group an investigator takes an event out of: one that an investigator put it in. Refused: `interest-not-marked`. */
export function interestToWithdraw<Known extends Pick<SpecialInterest, 'group' | 'basis'>>(
  known: readonly Known[],
  group: string,
): Known {
  const marked = known.find((one) => one.group === group && one.basis === 'investigator');
  if (!marked)
    throw new Rejection('interest-not-marked', {
      field: 'group',
      rule: 'only what an investigator said is taken back: what the term says stays',
    });
  return marked;
}

/** Whether the sponsor hears of it within the hours, serious or not. */
export const alwaysGoesToSponsor = (interests: readonly Pick<SpecialInterest, 'toSponsor'>[]): boolean =>
  interests.some(({ toSponsor }) => toSponsor === 'always');
