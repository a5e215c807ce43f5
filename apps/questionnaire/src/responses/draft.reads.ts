import type { Transaction } from '@trial/persistence';
import type { Submission } from '../domain/response.js';
import { Drafts } from './draft.table.js';

/** What was saved on the way, as if it had been handed in; null when nothing was. */
export async function draftOf(tx: Transaction, assignmentId: string): Promise<Submission | null> {
  const draft = await tx.rows(Drafts).findOneBy({ id: assignmentId });
  if (!draft) return null;
  const { answers, language, answeredBy, mode, deviceStartedAt, deviceSubmittedAt } = draft;
  return { answers, language, answeredBy, mode, deviceStartedAt, deviceSubmittedAt };
}
