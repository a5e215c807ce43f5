import { Rejection, type Instant } from '@trial/kernel';
import type { Acknowledgement, BatchVerdict, CaseAnswer, Remarks } from './acknowledgement.js';

/**
 * Where one sending of a case stands. `acknowledged`: the batch arrived and nothing was said of the case yet. A rejected
 * case is still owed: its clock runs on from where it began.
 */
export type AttemptState = 'queued' | 'sent' | 'acknowledged' | 'accepted' | 'rejected';

/** One sending, under a batch number of its own. */
export interface Attempt {
  /** N.1.2. */
  readonly batchId: string;
  /** The version of the case that was sent. */
  readonly version: number;
  readonly state: AttemptState;
  readonly sentAt: Instant | null;
  /** Every answer that told something new, in the order they came. */
  readonly answers: readonly Answer[];
  /** Answers that cannot both be right. A person has to ask; until then a rejection counts. */
  readonly contradicted: boolean;
}

/** What one acknowledgement says of one case. */
export interface Answer {
  readonly batchVerdict: BatchVerdict;
  readonly caseVerdict: CaseAnswer['verdict'] | null;
  readonly remarks: Remarks;
}

/** A case on its way to one receiver: all its sendings, the latest last. */
export interface Submission {
  /** C.1.1. */
  readonly safetyReportId: string;
  readonly attempts: readonly Attempt[];
}

/** Puts a version of a case in the queue under a new batch number. */
export const queueSubmission = (safetyReportId: string, version: number, batchId: string): Submission => ({
  safetyReportId,
  attempts: [queued(version, batchId)],
});

const queued = (version: number, batchId: string): Attempt => ({
  batchId,
  version,
  state: 'queued',
  sentAt: null,
  answers: [],
  contradicted: false,
});

export const latestAttempt = ({ attempts }: Submission): Attempt => {
  const latest = attempts.at(-1);
  if (!latest) throw new Error('a submission has an attempt from its first moment');
  return latest;
};

/** A person has handed the file over. Refused: `already-sent`. */
export function markSent(submission: Submission, at: Instant): Submission {
  const latest = latestAttempt(submission);
  if (latest.state !== 'queued') {
    throw new Rejection('already-sent', { rule: `batch ${latest.batchId} is ${latest.state}` });
  }
  return withLatest(submission, { ...latest, state: 'sent', sentAt: at });
}

/**
 * What was rejected is sent again, corrected, under a new batch number. Refused: `nothing-to-correct` unless the latest
 * sending was rejected, `version-out-of-order` for a version before that one, `batch-number-used`.
 */
export function resubmit(submission: Submission, version: number, batchId: string): Submission {
  const { state, version: rejected } = latestAttempt(submission);
  if (state !== 'rejected') {
    throw new Rejection('nothing-to-correct', {
      rule: `the latest sending is ${state}; only a rejected one is corrected`,
    });
  }
  if (version < rejected) {
    throw new Rejection('version-out-of-order', { field: 'number', rule: `version ${rejected} was sent already` });
  }
  if (submission.attempts.some((attempt) => attempt.batchId === batchId)) {
    throw new Rejection('batch-number-used', { field: 'batchId', rule: 'each sending has a batch number of its own' });
  }
  return { ...submission, attempts: [...submission.attempts, queued(version, batchId)] };
}

/** What an acknowledgement did to one submission. */
export interface Effect {
  readonly submission: Submission;
  readonly effect: 'changed' | 'nothing-new' | 'contradicted';
  /** The case is owed again: the latest sending was rejected by this answer and had not been before. */
  readonly reopened: boolean;
}

/**
 * What an answer says, for the sending it is for. The order of the answers does not matter, and the same answer twice is
 * the same as once: a rejection outweighs an acceptance, and either outweighs an arrival.
 */
export function applyAnswer(submission: Submission, batchId: string, answer: Answer): Effect {
  const attempt = submission.attempts.find((sending) => sending.batchId === batchId);
  if (!attempt) throw new Error(`no sending in batch ${batchId}`);
  if (attempt.answers.some((earlier) => sameAnswer(earlier, answer))) {
    return { submission, effect: 'nothing-new', reopened: false };
  }
  const answers = [...attempt.answers, answer];
  const state = heaviest([attempt.state, stateAfter(answer)]);
  const contradicted = isContradicted(answers);
  const changed = { ...attempt, answers, state, contradicted };
  return {
    submission: { ...submission, attempts: submission.attempts.map((other) => (other === attempt ? changed : other)) },
    effect: contradicted ? 'contradicted' : 'changed',
    reopened: attempt === latestAttempt(submission) && state === 'rejected' && attempt.state !== 'rejected',
  };
}

/** The verdict on the case decides; where there is none, only a batch that was not read at all says anything of it. */
function stateAfter({ batchVerdict, caseVerdict }: Answer): AttemptState {
  if (batchVerdict === 'AR' || caseVerdict === 'CR') return 'rejected';
  return caseVerdict === 'CA' ? 'accepted' : 'acknowledged';
}

const WEIGHT: readonly AttemptState[] = ['queued', 'sent', 'acknowledged', 'accepted', 'rejected'];

const heaviest = (states: readonly AttemptState[]): AttemptState =>
  states.reduce((heavy, state) => (WEIGHT.indexOf(state) > WEIGHT.indexOf(heavy) ? state : heavy));

/** Taken and not taken, in one answer or in two; or all taken, and yet this one not. */
function isContradicted(answers: readonly Answer[]): boolean {
  const taken = answers.some(({ caseVerdict, batchVerdict }) => caseVerdict === 'CA' || batchVerdict === 'AA');
  return taken && answers.some((answer) => stateAfter(answer) === 'rejected');
}

const sameAnswer = (one: Answer, other: Answer): boolean =>
  one.batchVerdict === other.batchVerdict &&
  one.caseVerdict === other.caseVerdict &&
  one.remarks.messages.join(';') === other.remarks.messages.join(';');

const withLatest = (submission: Submission, attempt: Attempt): Submission => ({
  ...submission,
  attempts: [...submission.attempts.slice(0, -1), attempt],
});

/** The answers of an acknowledgement to one case; one without a verdict of its own where the case is not named. */
export const answersFor = (acknowledgement: Acknowledgement, safetyReportId: string): readonly Answer[] => {
  const { verdict: batchVerdict, cases, remarks } = acknowledgement;
  const named = cases.filter((answer) => answer.safetyReportId === safetyReportId);
  if (named.length === 0) return [{ batchVerdict, caseVerdict: null, remarks }];
  return named.map((answer) => ({ batchVerdict, caseVerdict: answer.verdict, remarks: answer.remarks }));
};
