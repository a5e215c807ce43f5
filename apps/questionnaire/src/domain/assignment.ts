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
  /** The row of the assessment matrix it fulfils: one instrument may serve several rows of one visit. */
  readonly assessment: string;
  readonly instrument: string;
  readonly instrumentVersion: string;
  /** The languages it may be shown in, as the trial file had them when it was handed out. */
  readonly languages: readonly string[];
  readonly respondent: Respondent;
  /** When the window was said to have opened: before that there is no form. */
  readonly openedAt: Instant;
  /** The first moment that is no longer inside the window. */
  readonly closesAt: Instant;
  readonly lateAnswers: LateAnswers;
  readonly status: 'open' | 'answered' | 'missed' | 'cancelled';
}

/** `refused`: the form shuts with its window and becomes missed; `flagged`: a late response is kept and marked late. */
export type LateAnswers = 'refused' | 'flagged';

/** Who acts: a participant when `participantId` is present, otherwise a person or service of the site. */
export interface Author {
  readonly actor: string;
  readonly participantId?: ParticipantId;
}

/** Hands a form out. */
export const assignForm = (id: string, facts: Omit<Assignment, 'id' | 'status'>): Assignment => ({
  ...facts,
  id,
  status: 'open',
});

/** The visit was cancelled or participation ended: the form is no longer expected and never counts as missed. */
export function cancelAssignment(assignment: Assignment): Assignment {
  refuseUnlessOpen(assignment);
  return { ...assignment, status: 'cancelled' };
}

/** Nobody will answer it any more: its window closed, or a person recorded that the visit did not take place. */
export function missAssignment(assignment: Assignment): Assignment {
  refuseUnlessOpen(assignment);
  return { ...assignment, status: 'missed' };
}

/** The visit took place after all: what was to be filled in at it is expected again. */
export function expectAgain(assignment: Assignment): Assignment {
  if (assignment.status !== 'missed' && assignment.status !== 'cancelled')
    throw new Rejection('assignment-not-missed', { rule: `this form is ${assignment.status}` });
  return { ...assignment, status: 'open' };
}

/**
 * Whether `author` may answer now. Refuses with `not-your-form` (another participant's, or a form the other side fills
 * in), `already-answered`, `assignment-cancelled` and `assignment-closed`. The window is judged by `now` (the server's
 * trial time), not by the stored state: a late bell opens nothing. Staff never answer for the participant here;
 * correcting on written request is another act.
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
    case 'open':
      break;
  }
  if (assignment.lateAnswers === 'refused' && !isBefore(now, assignment.closesAt)) throw closed();
}

/** `Rejection('language-not-offered')` when the trial does not show this form in that language. */
export function refuseUnlessOffered({ languages }: Assignment, language: string): void {
  if (languages.includes(language)) return;
  throw new Rejection('language-not-offered', {
    field: 'language',
    rule: `this form is shown in: ${languages.join(', ')}`,
  });
}

/** Where a response falls: outside the window only when the trial accepts late responses. */
export const timingOf = (assignment: Assignment, submittedAt: Instant): 'in-window' | 'late' =>
  isBefore(submittedAt, assignment.closesAt) ? 'in-window' : 'late';

const closed = (): Rejection =>
  new Rejection('assignment-closed', { rule: 'the window of this form has closed; it is recorded as missed' });

function refuseUnlessOpen(assignment: Assignment): void {
  if (assignment.status === 'open') return;
  throw new Rejection('assignment-not-open', { rule: `this form is already ${assignment.status}` });
}
