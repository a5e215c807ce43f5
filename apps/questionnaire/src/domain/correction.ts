import { Rejection, type Instant, type PlainDate } from '@trial/kernel';
import type { Assignment, Author } from './assignment.js';
import { completionOf } from './completion.js';
import type { Answer, Answers, Instrument } from './instrument.js';
import type { Response } from './response.js';

/** What the site writes down when a participant asks for a change, or when a clinician errs. */
export interface Correction {
  readonly answers: Answers;
  readonly reason: string;
  readonly requestedOn: PlainDate | null;
}

/**
 * Whether `author` may correct this form at all, and the response to correct: `correction-by-site-only`,
 * `not-answered-yet`.
 */
export function refuseUnlessCorrectable(latest: Response | null, assignment: Assignment, author: Author): Response {
  if (author.participantId !== undefined) {
    throw new Rejection('correction-by-site-only', { rule: 'ask the site in writing to correct a submitted form' });
  }
  if (latest === null || assignment.status !== 'answered' || latest.assignmentId !== assignment.id) {
    throw new Rejection('not-answered-yet', { rule: 'only a submitted form can be corrected' });
  }
  return latest;
}

/**
 * A new version beside the old one (Q11, AT2): by the site only, with a reason, and for a participant's form on the
 * participant's written request. Refusals: `correction-by-site-only`, `not-answered-yet`, `reason-missing`,
 * `written-request-missing`, `nothing-changed`.
 */
export function correctResponse(
  latest: Response,
  assignment: Assignment,
  instrument: Instrument,
  correction: Correction,
  author: Author,
  now: Instant,
): Response {
  refuseUnlessCorrectable(latest, assignment, author);
  const reason = correction.reason.trim();
  if (reason.length < 2) throw new Rejection('reason-missing', { field: 'reason', rule: 'say why in words' });
  if (assignment.respondent === 'participant' && correction.requestedOn === null) {
    throw new Rejection('written-request-missing', {
      field: 'requestedOn',
      rule: "give the day of the participant's written request",
    });
  }
  if (sameAnswers(instrument, latest.answers, correction.answers)) {
    throw new Rejection('nothing-changed', { field: 'answers', rule: 'a correction changes at least one answer' });
  }
  return {
    ...latest,
    version: latest.version + 1,
    answers: correction.answers,
    completion: completionOf(instrument, correction.answers),
    recordedAt: now,
    recordedBy: author.actor,
    reason,
    requestedOn: correction.requestedOn,
  };
}

const sameAnswers = (instrument: Instrument, before: Answers, after: Answers): boolean =>
  instrument.items.every(({ code }) => same(before[code], after[code]));

function same(before: Answer = { state: 'not-reached' }, after: Answer = { state: 'not-reached' }): boolean {
  if (before.state !== after.state) return false;
  // Skipping the same item again, at another moment, changes nothing that anybody said.
  return before.state !== 'answered' || after.state !== 'answered' || textOf(before.value) === textOf(after.value);
}

const textOf = (value: number | readonly string[]): string => JSON.stringify(value);
