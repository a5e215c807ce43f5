import { Rejection, type Instant, type PlainDate } from '@trial/kernel';
import { missAssignment, refuseUnlessAnswerable, refuseUnlessOffered, timingOf } from './assignment.js';
import type { Assignment, Author } from './assignment.js';
import { completionOf, type Completion } from './completion.js';
import type { Answers, Instrument } from './instrument.js';

/** How the answers came about. Physical help with the device is not a proxy: the answers are the participant's own. */
export type AnsweredBy = 'self' | 'self-with-physical-help' | 'interviewer-read' | 'proxy';

/** What a respondent hands in, or has saved on the way. */
export interface Submission {
  /** As checked by `checkAnswers`. */
  readonly answers: Answers;
  /** The language the form was shown in, of ISO 639-1 (PR5). */
  readonly language: string;
  readonly answeredBy: AnsweredBy;
  readonly mode: 'electronic' | 'paper';
  /** The respondent's own clock, kept beside the server's and never used in its place (TM2, PR2). */
  readonly deviceStartedAt: Instant | null;
  readonly deviceSubmittedAt: Instant | null;
}

/** One version of a submitted form. Versions are never changed; version 1 is what was submitted. */
export interface Response extends Submission {
  readonly id: string;
  readonly assignmentId: string;
  readonly version: number;
  readonly completion: Completion;
  readonly timing: 'in-window' | 'late';
  /** When the respondent's answers reached the server; a correction keeps it. */
  readonly submittedAt: Instant;
  readonly recordedAt: Instant;
  readonly recordedBy: string;
  /** Why this version exists; null for version 1 only (AT5). */
  readonly reason: string | null;
  /** Day of the participant's written request, for a correction of a participant's form. */
  readonly requestedOn: PlainDate | null;
}

/**
 * Answers a form: the assignment becomes answered, the response is version 1 and locked. Refusals: those of
 * `refuseUnlessAnswerable` and `refuseUnlessOffered`, and `nothing-answered` for a form that says nothing at all.
 */
export function submitResponse(
  id: string,
  assignment: Assignment,
  instrument: Instrument,
  submission: Submission,
  author: Author,
  now: Instant,
): { readonly assignment: Assignment; readonly response: Response } {
  refuseUnlessAnswerable(assignment, author, now);
  refuseUnlessOffered(assignment, submission.language);
  if (completionOf(instrument, submission.answers) === 'open') {
    throw new Rejection('nothing-answered', { field: 'answers', rule: 'answer or skip at least one item' });
  }
  return answered(id, assignment, instrument, submission, author.actor, now);
}

/** What closing a window did. */
export type Closing =
  | { readonly outcome: 'missed'; readonly assignment: Assignment }
  | { readonly outcome: 'kept-partial'; readonly assignment: Assignment; readonly response: Response }
  | { readonly outcome: 'nothing-to-close' };

/**
 * The window ended, by itself (PR3). An open form becomes missed; answers saved on the way are kept as a response
 * and scored by the instrument's own rule. A form that is no longer open or that accepts late responses is left alone:
 * the news may come twice.
 */
export function closeWindow(
  id: string,
  assignment: Assignment,
  instrument: Instrument,
  draft: Submission | null,
  author: Author,
  now: Instant,
): Closing {
  if (assignment.status !== 'open' || assignment.lateAnswers !== 'refused') return { outcome: 'nothing-to-close' };
  if (draft === null || completionOf(instrument, draft.answers) === 'open') {
    return { outcome: 'missed', assignment: missAssignment(assignment) };
  }
  const kept = answered(id, assignment, instrument, draft, author.actor, now);
  // What was saved was said inside the window, although the bell that keeps it rings after its end.
  return { outcome: 'kept-partial', assignment: kept.assignment, response: { ...kept.response, timing: 'in-window' } };
}

/** Seconds from opening the form to handing it in, by the device; undefined when its clock does not say. */
export function secondsTaken({ deviceStartedAt, deviceSubmittedAt }: Submission): number | undefined {
  if (deviceStartedAt === null || deviceSubmittedAt === null) return undefined;
  const seconds = (deviceSubmittedAt.epochMilliseconds - deviceStartedAt.epochMilliseconds) / 1000;
  return seconds < 0 ? undefined : seconds;
}

function answered(
  id: string,
  assignment: Assignment,
  instrument: Instrument,
  submission: Submission,
  recordedBy: string,
  now: Instant,
): { readonly assignment: Assignment; readonly response: Response } {
  const response: Response = {
    ...submission,
    id,
    assignmentId: assignment.id,
    version: 1,
    completion: completionOf(instrument, submission.answers),
    timing: timingOf(assignment, now),
    submittedAt: now,
    recordedAt: now,
    recordedBy,
    reason: null,
    requestedOn: null,
  };
  return { assignment: { ...assignment, status: 'answered' }, response };
}
