import { createHash } from 'node:crypto';
import type { SubmissionsOfCase, SubmissionView } from '@trial/contracts';
import { Rejection } from '@trial/kernel';
import type { Transaction } from '@trial/persistence';
import type { Answer } from '../../domain/icsr/acknowledgement/submission.js';
import type { Placed } from '../../placement/placed.js';
import { readable } from '../sealing/open-sealed.js';
import { holdCase } from './hold-case.js';
import type { StoredAttempt } from './submission-attempt.table.js';
import type { SubmissionStore } from './submission-store.js';
import { Submissions, type StoredSubmission } from './submission.table.js';

export async function knownSubmission(tx: Transaction, caseId: string, id: string): Promise<Placed<StoredSubmission>> {
  const found = await tx.rows(Submissions).findOneBy({ id, caseId });
  if (!found) throw new Rejection('submission-unknown', { field: 'submissionId' });
  return found;
}

/**
 * Refuses with `already-submitted` a version that went to this receiver under another submission, whatever became of it.
 * Whoever asks holds the case at this receiver.
 */
export async function assertNotSubmitted(
  tx: Transaction,
  { caseId, receiver, number }: { readonly caseId: string; readonly receiver: string; readonly number: number },
  except: string | null,
): Promise<void> {
  await holdCase(tx, { caseId, receiver });
  const [submitted] = await tx.query(
    `select 1 from submission join submission_attempt attempt on attempt.submission_id = submission.id
      where case_id = $1 and receiver = $2 and number = $3 and submission.id is distinct from $4::uuid limit 1`,
    [caseId, receiver, number, except],
  );
  if (submitted)
    throw new Rejection('already-submitted', {
      field: 'number',
      rule: 'what was rejected is corrected where it was sent, not submitted again',
    });
}

export async function submissionsOf(
  tx: Transaction,
  store: SubmissionStore,
  caseId: string,
): Promise<SubmissionsOfCase> {
  const found = await tx.rows(Submissions).find({ where: { caseId }, order: { id: 'ASC' } });
  const items: SubmissionView[] = [];
  for (const submission of found) items.push(await submissionView(tx, store, submission));
  return { items };
}

/** One submission as it stands now; `Rejection('submission-unknown')`. */
export const knownSubmissionView = async (
  tx: Transaction,
  store: SubmissionStore,
  caseId: string,
  id: string,
): Promise<SubmissionView> => submissionView(tx, store, await knownSubmission(tx, caseId, id));

/** Where a submission stands, with every sending and every word of the receiver. */
async function submissionView(
  tx: Transaction,
  store: SubmissionStore,
  { id, caseId, receiver }: StoredSubmission,
): Promise<SubmissionView> {
  const stored = await store.attemptsOf(tx, id);
  const queued = await tx.query<Queued>(QUEUED, [stored.map(({ batchId }) => batchId)]);
  const attempts = stored.map((attempt) => attemptView(store, attempt, queued));
  return { submissionId: id, caseId, receiver, state: attempts.at(-1)?.state ?? 'queued', attempts };
}

interface Queued {
  readonly batch_id: string;
  readonly tries: number;
  readonly last_try: string | null;
  readonly holds_back: number;
}

/** A file in the queue, and how many later versions of its case wait for it at the same receiver. */
const QUEUED = `
  select queued.batch_id, queued.tries, queued.last_try,
         (select count(*)::int from submission_attempt mine
            join submission on submission.id = mine.submission_id
            join submission other on other.case_id = submission.case_id and other.receiver = submission.receiver
            join submission_attempt later on later.submission_id = other.id
           where mine.batch_id = queued.batch_id and later.state = 'queued' and later.number > mine.number) as holds_back
    from submission_queue queued where queued.batch_id = any ($1)`;

function attemptView(store: SubmissionStore, stored: StoredAttempt, queued: readonly Queued[]) {
  const { batchId, number, state, sentAt, contradicted } = stored;
  const content = readable(() => ({ file: store.fileOf(stored), answers: store.answersOf(stored) }));
  const waiting = queued.find((row) => row.batch_id === batchId);
  return {
    ...{ transmissionId: batchId, number, state, contradicted, tries: waiting?.tries ?? 0 },
    ...(sentAt ? { sentAt: sentAt.toString({ fractionalSecondDigits: 3 }) } : {}),
    ...(stored.answerDueAt ? { answerDueAt: stored.answerDueAt.toString({ fractionalSecondDigits: 3 }) } : {}),
    ...(waiting?.last_try ? { lastTry: waiting.last_try } : {}),
    ...(waiting && waiting.holds_back > 0 ? { holdsBack: waiting.holds_back } : {}),
    ...contentView(content),
  };
}

/** One that cannot be opened is shown all the same, and why it says no more. */
const contentView = (
  content: ReturnType<typeof readable<{ readonly file: string; readonly answers: readonly Answer[] }>>,
) =>
  'unreadable' in content
    ? { unreadable: content.unreadable, answers: [] }
    : {
        sha256: createHash('sha256').update(content.read.file, 'utf8').digest('hex'),
        answers: content.read.answers.map(answerView),
      };

const answerView = ({ batchVerdict, caseVerdict, remarks }: Answer) => ({
  transmissionVerdict: batchVerdict,
  ...(caseVerdict === null ? {} : { caseVerdict }),
  messages: [...remarks.messages],
});
