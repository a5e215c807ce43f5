import { EntitySchema } from 'typeorm';
import type { Instant } from '@trial/kernel';
import { flag, identifier, instantColumn, text, whole } from '@trial/persistence';
import type { AttemptState } from '../../domain/icsr/acknowledgement/submission.js';
import { place, type Placed } from '../../placement/placed.js';

/** One sending under its own batch number: the file as it leaves, however often it is tried. */
export interface StoredAttempt {
  /** N.1.2. */
  readonly batchId: string;
  readonly submissionId: string;
  /** From 1. */
  readonly ordinal: number;
  /** Which version for the regulator. */
  readonly number: number;
  readonly state: AttemptState;
  readonly sealedFile: Buffer;
  /** `Answer[]` as JSON; null while there is none. */
  readonly sealedAnswers: Buffer | null;
  /** The key it is sealed with (`Cipher.keyId`); null of a sending from before it was noted. */
  readonly keyId: string | null;
  readonly contradicted: boolean;
  readonly sentAt: Instant | null;
  /** From when on it counts as unanswered; null where that was not told when it was queued. */
  readonly answerDueAt: Instant | null;
}

export const SubmissionAttempts = new EntitySchema<Placed<StoredAttempt>>({
  name: 'submission_attempt',
  columns: {
    batchId: identifier('batch_id', { primary: true }),
    submissionId: identifier('submission_id'),
    ordinal: whole('ordinal'),
    ...place,
    number: whole('number'),
    state: text('state'),
    sealedFile: { type: 'bytea', name: 'sealed_file' },
    sealedAnswers: { type: 'bytea', name: 'sealed_answers', nullable: true },
    keyId: text('key_id', { nullable: true }),
    contradicted: flag('contradicted'),
    sentAt: instantColumn('sent_at', { nullable: true }),
    answerDueAt: instantColumn('answer_due_at', { nullable: true }),
  },
  uniques: [{ name: 'submission_attempt_order', columns: ['submissionId', 'ordinal'] }],
});
