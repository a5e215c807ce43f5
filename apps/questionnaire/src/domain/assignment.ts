import { isBefore, Rejection, type Instant, type ParticipantId, type SiteId, type TrialId } from '@trial/kernel';
import type { Respondent } from './instrument.js';

/**
 * One form for one participant at one visit. It is answered once, or missed when its window closes (PR3). Whether a
 * window closes the form is a value of the trial file.
 */
export interface Assignment {
  readonly id: string;
  readonly trialId: TrialId;
  readonly siteId: SiteId;
  readonly participantId: ParticipantId;
  readonly trialVersion: number;
  readonly visitId: string;
  readonly visitCode: string;
  readonly instrument: string;
  readonly instrumentVersion: string;
  readonly languageVersion: string;
  readonly respondent: Respondent;
  readonly opensAt: Instant;
  /** The first moment that is no longer inside the window. */
  readonly closesAt: Instant;
  readonly lateAnswers: LateAnswers;
  readonly status: 'assigned' | 'answered' | 'missed' | 'cancelled';
}

/** `refused`: the form shuts with its window and becomes missed; `flagged`: a late response is kept and marked late. */
export type LateAnswers = 'refused' | 'flagged';

/** Who acts: a participant when `participantId` is present, otherwise a person or service of the site. */
export interface Author {
  readonly actor: string;
  readonly participantId?: ParticipantId;
}

/** Hands a form out. `Rejection('window-upside-down')` when it would close before it opens. */
export function assignForm(id: string, facts: Omit<Assignment, 'id' | 'status'>): Assignment {
  refuseUpsideDown(facts.opensAt, facts.closesAt);
  return { ...facts, id, status: 'assigned' };
}

/** The visit moved: the window moves with it, as long as the form still waits (`assignment-not-waiting`). */
export function moveWindow(assignment: Assignment, opensAt: Instant, closesAt: Instant): Assignment {
  refuseUnlessWaiting(assignment);
  refuseUpsideDown(opensAt, closesAt);
  return { ...assignment, opensAt, closesAt };
}

/** The visit was cancelled or participation ended: the form is no longer expected and never counts as missed. */
export function cancelAssignment(assignment: Assignment): Assignment {
  refuseUnlessWaiting(assignment);
  return { ...assignment, status: 'cancelled' };
}

/**
 * Whether `author` may answer now. Refuses with `not-your-form` (another participant's, or a form the other side fills
 * in), `already-answered`, `assignment-cancelled`, `assignment-not-open` and `assignment-closed`. The window is judged
 * by `now` (the server's trial time), not by the stored state: a late bell opens nothing. Staff never answer for the
 * participant here; correcting on written request is another act.
 */
export function refuseUnlessAnswerable(assignment: Assignment, author: Author, now: Instant): void {
  const mine =
    assignment.respondent === 'participant'
      ? author.participantId === assignment.participantId
      : author.participantId === undefined;
  if (!mine) throw new Rejection('not-your-form', { rule: 'a form is answered by the one it was handed to' });
  switch (assignment.status) {
    case 'answered':
      throw new Rejection('already-answered', { rule: 'a submitted form changes by correction only' });
    case 'cancelled':
      throw new Rejection('assignment-cancelled', { rule: 'this form is no longer expected' });
    case 'missed':
      throw closed();
    case 'assigned':
      break;
  }
  if (isBefore(now, assignment.opensAt)) {
    throw new Rejection('assignment-not-open', { rule: 'the window of this form has not opened yet' });
  }
  if (assignment.lateAnswers === 'refused' && !isBefore(now, assignment.closesAt)) throw closed();
}

/** Where a response falls: outside the window only when the trial accepts late responses. */
export const timingOf = (assignment: Assignment, submittedAt: Instant): 'in-window' | 'late' =>
  isBefore(submittedAt, assignment.closesAt) ? 'in-window' : 'late';

const closed = (): Rejection =>
  new Rejection('assignment-closed', { rule: 'the window of this form has closed; it is recorded as missed' });

function refuseUnlessWaiting(assignment: Assignment): void {
  if (assignment.status === 'assigned') return;
  throw new Rejection('assignment-not-waiting', { rule: `this form is already ${assignment.status}` });
}

function refuseUpsideDown(opensAt: Instant, closesAt: Instant): void {
  if (isBefore(opensAt, closesAt)) return;
  throw new Rejection('window-upside-down', { field: 'closesAt', rule: 'a window closes after it opens' });
}
