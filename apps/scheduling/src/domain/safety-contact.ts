import { isAfter, isBefore, Rejection, type Instant } from '@trial/kernel';
import { contactableSince, type KnownEnd } from './end-of-participation.js';
import { isSettledByPeople } from './replan.js';
import type { PlannedVisit } from './visit-plan.js';
import { positionOf, type VisitWindow } from './visit-window.js';
import type { Visit } from './visit.js';

/** When contact is made: the window of the visit in whose place it is made. */
export interface ContactWindow extends Pick<VisitWindow, 'targetAt' | 'opensAt' | 'closesAt' | 'unit'> {
  readonly visitCode: string;
}

export type SafetyContactState = 'planned' | 'reached' | 'not-reached' | 'cancelled';

/** Why contact is not made: they refused it, they died, or the plan has no such window any more. */
export type NoContactBecause = 'declined' | 'died' | 'no-longer-planned';

/** Somebody treated withdrew from visits and agreed to be contacted: once in the place of each visit that follows (S20). */
export interface SafetyContact extends ContactWindow {
  readonly id: string;
  readonly state: SafetyContactState;
  /** Of a cancelled one. */
  readonly reason: NoContactBecause | null;
  /** 1, 2, 3 …: grows when one that was settled is to be made after all, so that word of the time before settles nothing. */
  readonly round: number;
}

/** What of a participant it depends on whether they may be contacted. */
type Agreement = Pick<KnownEnd, 'endedAs' | 'safetyContactSince'>;

/**
 * The visits in whose place contact is made: scheduled follow-up whose window had not closed when contact was agreed, but for
 * those somebody had settled. Whoever was treated is meant, so that nothing held for the never treated counts.
 */
export function visitsToContactAt(
  plan: readonly PlannedVisit[],
  visits: readonly Pick<Visit, 'visitCode' | 'kind' | 'state'>[],
  since: Instant,
): readonly PlannedVisit[] {
  const settled = new Set(visits.filter(isSettledByPeople).map(({ visitCode }) => visitCode));
  return plan.filter(
    (visit) =>
      visit.phase === 'follow-up' &&
      !visit.contactOnly &&
      !settled.has(visit.visitCode) &&
      positionOf(visit, since) !== 'after-window',
  );
}

export interface ContactReplan<Known extends SafetyContact> {
  readonly added: readonly ContactWindow[];
  /** To another window, or from cancelled back to planned. */
  readonly changed: readonly { readonly from: Known; readonly to: Known }[];
  readonly dropped: readonly Known[];
}

/**
 * Compares the contacts there are with those there should be. One whose window opened keeps it; others move with the plan, as
 * visits would. What somebody settled stays. Doing it again changes nothing.
 *
 * @param wanted the windows there should be, one for each visit; none when nobody may be contacted.
 * @param opened the ids of those whose window opened. @param since when contact was agreed; null when it is not.
 */
export function replanContacts<Known extends SafetyContact>(
  contacts: readonly Known[],
  wanted: readonly ContactWindow[],
  opened: ReadonlySet<string>,
  since: Instant | null,
): ContactReplan<Known> {
  const windows = new Map(wanted.map((window) => [window.visitCode, window]));
  const changed: { from: Known; to: Known }[] = [];
  const dropped: Known[] = [];
  for (const from of contacts) {
    const next = windows.get(from.visitCode);
    if (from.state === 'cancelled') {
      if (next) changed.push({ from, to: { ...withWindow(from, next), ...PLANNED, round: from.round + 1 } });
    } else if (from.state === 'planned') {
      const goesOn = opened.has(from.id)
        ? since !== null && positionOf(from, since) !== 'after-window'
        : next !== undefined;
      if (!goesOn) dropped.push(from);
      else if (next && !opened.has(from.id) && !isSameWindow(from, next))
        changed.push({ from, to: withWindow(from, next) });
    }
  }
  const known = new Set(contacts.map(({ visitCode }) => visitCode));
  return { added: wanted.filter(({ visitCode }) => !known.has(visitCode)), changed, dropped };
}

const PLANNED = { state: 'planned', reason: null } as const;

const withWindow = <Known extends SafetyContact>(
  contact: Known,
  { targetAt, opensAt, closesAt, unit }: ContactWindow,
): Known => ({ ...contact, targetAt, opensAt, closesAt, unit });

const isSameWindow = (a: ContactWindow, b: ContactWindow): boolean =>
  a.targetAt.equals(b.targetAt) && a.opensAt.equals(b.opensAt) && a.closesAt.equals(b.closesAt) && a.unit === b.unit;

/** What came of one attempt to make contact. */
export interface Tried {
  readonly outcome: 'reached' | 'not-reached';
  readonly contactedAt: Instant;
}

/**
 * An attempt is recorded while nobody reached the participant; also after the window closed without that, and of a contact that
 * was cancelled since: what took place before a refusal or a death is entered after it. `Rejection('safety-contact-settled')`.
 */
export function checkMayBeTried({ state }: SafetyContact): void {
  if (state === 'reached') throw new Rejection('safety-contact-settled', { rule: 'the participant was reached' });
}

/**
 * An attempt took place by now, between the withdrawal and death, and not before the window opened: earlier talk is not this
 * contact. `Rejection`: `safety-contact-in-future`, `safety-contact-before-end`, `safety-contact-after-death`,
 * `safety-contact-before-window`.
 */
export function checkTriedAt(
  { opensAt }: SafetyContact,
  { contactedAt }: Tried,
  {
    withdrawnAt,
    diedAt,
    now,
  }: { readonly withdrawnAt: Instant | null; readonly diedAt: Instant | null; readonly now: Instant },
): void {
  const field = 'contactedAt';
  if (isAfter(contactedAt, now))
    throw new Rejection('safety-contact-in-future', { field, rule: 'what is recorded has happened' });
  if (withdrawnAt !== null && isBefore(contactedAt, withdrawnAt))
    throw new Rejection('safety-contact-before-end', { field, rule: 'until the withdrawal there were visits' });
  if (diedAt !== null && isAfter(contactedAt, diedAt))
    throw new Rejection('safety-contact-after-death', { field, rule: 'the participant had died' });
  if (isBefore(contactedAt, opensAt))
    throw new Rejection('safety-contact-before-window', {
      field,
      rule: 'contact is made from the opening of its window',
    });
}

/**
 * How a contact stands with all that was tried: reached once they were; not reached when its window closed without that; else
 * it is still to be made, unless they may not be contacted any more. A cancelled one stays so, unless they had been reached.
 *
 * @param attempts all of them, at least one, each as it reads now.
 */
export function withAttempts<Known extends SafetyContact>(
  contact: Known,
  attempts: readonly Pick<Tried, 'outcome'>[],
  agreement: Agreement,
  now: Instant,
): Known {
  const { state, round } = contact;
  if (attempts.some(({ outcome }) => outcome === 'reached')) return { ...contact, state: 'reached', reason: null };
  if (state === 'cancelled') return contact;
  if (positionOf(contact, now) === 'after-window') return { ...contact, state: 'not-reached', reason: null };
  if (contactableSince(agreement) === null)
    return { ...contact, state: 'cancelled', reason: noContactBecause(agreement) };
  return { ...contact, ...PLANNED, round: state === 'planned' ? round : round + 1 };
}

/** Why a contact that is dropped is not made. */
export const noContactBecause = (agreement: Agreement): NoContactBecause => {
  if (agreement.endedAs === 'died') return 'died';
  return contactableSince(agreement) === null ? 'declined' : 'no-longer-planned';
};
