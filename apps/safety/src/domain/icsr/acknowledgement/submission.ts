import { Rejection, type Instant } from '@trial/kernel';
import type { Acknowledgement, BatchVerdict, CaseAnswer, Remarks } from './acknowledgement.js';

/**
 * Where one sending of a case stands. `acknowledged`: the batch arrived and nothing was said of the case yet. A rejected
 * case is still owed (`submission-duty.ts`). `withdrawn`: nobody tries it any more, another is sent instead.
 */
export type AttemptState = 'queued' | 'withdrawn' | 'sent' | 'acknowledged' | 'accepted' | 'rejected';

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

function sendingIn({ attempts }: Submission, batchId: string): Attempt {
  const attempt = attempts.find((sending) => sending.batchId === batchId);
  if (!attempt) throw new Error(`no sending in batch ${batchId}`);
  return attempt;
}

/** Whether it may still be found to have been handed over. */
export const isOnItsWay = ({ state }: Attempt): boolean => state === 'queued' || state === 'withdrawn';

/** Whether its receiver has said nothing of the case; that the batch arrived says nothing of it. */
export const isUnanswered = ({ state }: Attempt): boolean =>
  state === 'queued' || state === 'sent' || state === 'acknowledged';

export const latestAttempt = ({ attempts }: Submission): Attempt => {
  const latest = attempts.at(-1);
  if (!latest) throw new Error('a submission has an attempt from its first moment');
  return latest;
};

/** The file was handed over, perhaps on its way already when it was withdrawn. Refused: `already-sent`. */
export function markSent(submission: Submission, batchId: string, at: Instant): Submission {
  const attempt = sendingIn(submission, batchId);
  if (!isOnItsWay(attempt)) throw new Rejection('already-sent', { rule: `batch ${batchId} is ${attempt.state}` });
  return withAttempt(submission, attempt, { ...attempt, state: 'sent', sentAt: at });
}

/**
 * What was rejected is sent again, corrected, under a new batch number; where a person gives up on a verdict, also what was
 * only sent or acknowledged, or is still queued and then withdrawn. Refused: `nothing-to-correct` for anything else, `version-out-of-order` for a version before that one, `batch-number-used`.
 */
export function resubmit(
  submission: Submission,
  version: number,
  batchId: string,
  { unanswered }: { readonly unanswered: boolean },
): Submission {
  const latest = latestAttempt(submission);
  const { state, version: last } = latest;
  if (state !== 'rejected' && !(unanswered && isUnanswered(latest))) {
    throw new Rejection('nothing-to-correct', {
      rule: `the latest sending is ${state}; only a rejected one is corrected, or with a reason one nobody has judged`,
    });
  }
  if (version < last) {
    throw new Rejection('version-out-of-order', { field: 'number', rule: `version ${last} was sent already` });
  }
  if (submission.attempts.some((attempt) => attempt.batchId === batchId)) {
    throw new Rejection('batch-number-used', { field: 'batchId', rule: 'each sending has a batch number of its own' });
  }
  const { attempts } =
    state === 'queued' ? withAttempt(submission, latest, { ...latest, state: 'withdrawn' }) : submission;
  return { ...submission, attempts: [...attempts, queued(version, batchId)] };
}

/** What an acknowledgement did to one submission. */
export interface Effect {
  readonly submission: Submission;
  readonly effect: 'changed' | 'nothing-new' | 'contradicted';
}

/**
 * What an answer says, for the sending it is for. The order of the answers does not matter, and the same answer twice is
 * the same as once: a rejection outweighs an acceptance, and either outweighs an arrival.
 */
export function applyAnswer(submission: Submission, batchId: string, answer: Answer): Effect {
  const attempt = sendingIn(submission, batchId);
  if (attempt.answers.some((earlier) => sameAnswer(earlier, answer))) {
    return { submission, effect: 'nothing-new' };
  }
  const answers = [...attempt.answers, answer];
  const state = heaviest([attempt.state, stateAfter(answer)]);
  const contradicted = isContradicted(answers);
  const changed = { ...attempt, answers, state, contradicted };
  return {
    submission: withAttempt(submission, attempt, changed),
    effect: contradicted ? 'contradicted' : 'changed',
  };
}

/** The verdict on the case decides; where there is none, only a batch that was not read at all says anything of it. */
function stateAfter({ batchVerdict, caseVerdict }: Answer): AttemptState {
  if (batchVerdict === 'AR' || caseVerdict === 'CR') return 'rejected';
  return caseVerdict === 'CA' ? 'accepted' : 'acknowledged';
}

const WEIGHT: readonly AttemptState[] = ['queued', 'withdrawn', 'sent', 'acknowledged', 'accepted', 'rejected'];

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

const withAttempt = (submission: Submission, before: Attempt, after: Attempt): Submission => ({
  ...submission,
  attempts: submission.attempts.map((attempt) => (attempt === before ? after : attempt)),
});

/** The answers of an acknowledgement to one case; one without a verdict of its own where the case is not named. */
export const answersFor = (acknowledgement: Acknowledgement, safetyReportId: string): readonly Answer[] => {
  const { verdict: batchVerdict, cases, remarks } = acknowledgement;
  const named = cases.filter((answer) => answer.safetyReportId === safetyReportId);
  if (named.length === 0) return [{ batchVerdict, caseVerdict: null, remarks }];
  return named.map((answer) => ({ batchVerdict, caseVerdict: answer.verdict, remarks: answer.remarks }));
};
