import type { Acknowledgement } from './acknowledgement.js';
import { answersFor, applyAnswer, type Effect, type Submission } from './submission.js';

/** What nobody here waits for: kept for a person, never dropped. */
export interface DeadLetter {
  readonly batchId: string;
  /** Null: the whole acknowledgement. */
  readonly safetyReportId: string | null;
  readonly reason: 'unknown-batch' | 'unknown-case';
}

export interface Receipt {
  /** One for each submission of the batch, in the order they were given. */
  readonly effects: readonly Effect[];
  readonly deadLetters: readonly DeadLetter[];
}

/**
 * Finds whom an acknowledgement is for, by batch number and by case, and says what it does to each. An acknowledgement of
 * an unknown batch, or of a case that was not in it, is a dead letter.
 */
export function receiveAcknowledgement(submissions: readonly Submission[], acknowledgement: Acknowledgement): Receipt {
  const { batchId, cases } = acknowledgement;
  const inBatch = submissions.filter(({ attempts }) => attempts.some((attempt) => attempt.batchId === batchId));
  if (inBatch.length === 0) {
    return { effects: [], deadLetters: [{ batchId, safetyReportId: null, reason: 'unknown-batch' }] };
  }
  const known = new Set(inBatch.map(({ safetyReportId }) => safetyReportId));
  return {
    effects: inBatch.map((submission) => applied(submission, acknowledgement)),
    deadLetters: cases
      .filter(({ safetyReportId }) => !known.has(safetyReportId))
      .map(({ safetyReportId }) => ({ batchId, safetyReportId, reason: 'unknown-case' })),
  };
}

/** A case may be named twice in one acknowledgement; the weightiest effect is what it did. */
function applied(submission: Submission, acknowledgement: Acknowledgement): Effect {
  const start: Effect = { submission, effect: 'nothing-new' };
  return answersFor(acknowledgement, submission.safetyReportId).reduce<Effect>((before, answer) => {
    const after = applyAnswer(before.submission, acknowledgement.batchId, answer);
    return {
      submission: after.submission,
      effect: after.effect === 'nothing-new' ? before.effect : after.effect,
    };
  }, start);
}
