import type { Instant } from '@trial/kernel';
import type { Transaction } from '@trial/persistence';
import type { SourceResult } from '../domain/lab-candidate.js';
import type { Grading } from '../domain/ctcae/grading.js';
import { answerOf, compareStatements, type GradedBecause, type Statement } from '../domain/result-grading.js';
import { ResultGradings, type StoredGrading } from './result-grading.table.js';

/** What is on record of a result, oldest statement first. Whoever grades it next waits until this transaction is over. */
export async function gradingsOf(tx: Transaction, resultId: string): Promise<StoredGrading[]> {
  await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`gradings ${resultId}`]);
  return (await tx.rows(ResultGradings).findBy({ resultId })).sort(compareStatements);
}

export async function keepGradings(
  tx: Transaction,
  { resultId, resultVersion, statement, trialId, siteId, participantId, trialVersion }: SourceResult & Statement,
  gradings: readonly Grading[],
  said: { readonly because: GradedBecause; readonly statedAt: Instant },
): Promise<void> {
  const place = { trialId, siteId, participantId };
  const facts = { ...place, resultId, resultVersion, statement, trialVersion, ...said, gradedAt: tx.now };
  await tx.rows(ResultGradings).insert(
    gradings.map((grading): StoredGrading => ({
      ...facts,
      criterion: grading.criterion,
      ...answerOf(grading),
      notGradable: grading.outcome === 'not-gradable' ? grading.reason : null,
      grading,
    })),
  );
}
