import { adverseEventCandidateRaised, adverseEventRegraded, adverseEventRevised } from '@trial/contracts';
import { publish } from '@trial/messaging';
import type { Transaction } from '@trial/persistence';
import type { TrialConfiguration } from '@trial/trial-configuration';
import type { AdverseEvent } from '../domain/adverse-event.js';
import type { Grading } from '../domain/ctcae/grading.js';
import { raiseCandidate, reachesCandidate, regradeCandidate, type SourceResult } from '../domain/lab-candidate.js';
import { answerOf, isAnotherAnswer, isWorseThanKnown, type Statement } from '../domain/result-grading.js';
import { isSerious } from '../domain/seriousness.js';
import { placedAt } from '../placement/placed.js';
import { factsOf } from './adverse-event-facts.js';
import { segmentsOf } from './adverse-event.reads.js';
import { AdverseEvents } from './adverse-event.table.js';
import { GradeSegments } from './grade-segment.table.js';
import { recordCandidate } from './record-candidate.js';
import { Regradings } from './regrading.table.js';

/** A result with the version that was graded. */
type Graded = SourceResult & Statement;

/**
 * What the newest grading of a result means to adverse events: a new candidate, another grade for the one there is, or, of
 * one an investigator has confirmed, a difference to look at. A refuted one stays refuted; a worse result proposes another.
 *
 * @param known earlier gradings by the same criterion, oldest first.
 */
export async function proposeFrom(
  tx: Transaction,
  trial: TrialConfiguration,
  result: Graded,
  grading: Grading,
  known: readonly Grading[],
): Promise<void> {
  const events = await tx.rows(AdverseEvents).find({
    where: { sourceResultId: result.resultId, criterion: grading.criterion },
    lock: { mode: 'pessimistic_write' },
  });
  const standing = events.find(({ status }) => status !== 'refuted');
  if (standing?.status === 'candidate') await regrade(tx, standing, grading);
  else if (standing) await tellDifference(tx, standing, result, grading, known);
  else if (
    reachesCandidate(grading, trial.reporting.candidateFromGrade) &&
    (events.length === 0 || isWorseThanKnown(grading, known))
  )
    await raise(tx, trial, result, grading);
}

async function raise(tx: Transaction, trial: TrialConfiguration, result: Graded, grading: Grading): Promise<void> {
  const proposed = raiseCandidate(tx.newId(), grading, result, tx.now);
  const { resultId, resultVersion } = result;
  const origin = { resultId, resultVersion, criterion: grading.criterion };
  await recordCandidate(tx, proposed, { from: 'laboratory', ...origin }, trial);
  // The first version knows laboratories alone; it is said until nobody reads it.
  publish(tx, adverseEventCandidateRaised, { ...factsOf(proposed.adverseEvent), ...origin });
}

async function regrade(tx: Transaction, candidate: AdverseEvent, grading: Grading): Promise<void> {
  const [first] = await segmentsOf(tx, candidate.id);
  if (!first) throw new Error(`adverse event ${candidate.id} has no first segment`);
  const { adverseEvent, segment } = regradeCandidate(candidate, first, grading);
  const { id, grade, version } = adverseEvent;
  await tx.rows(AdverseEvents).update({ id }, { grade, version });
  await tx.rows(GradeSegments).update({ adverseEventId: id, ordinal: segment.ordinal }, { grade: segment.grade });
  publish(tx, adverseEventRevised, { ...factsOf(adverseEvent), serious: isSerious(adverseEvent.seriousness) });
}

/** What an investigator has settled stays as it is, and they are told what the result says now. */
async function tellDifference(
  tx: Transaction,
  event: AdverseEvent,
  { resultId, resultVersion, statement }: Graded,
  grading: Grading,
  known: readonly Grading[],
): Promise<void> {
  const before = known.at(-1);
  if (!before || !isAnotherAnswer(before, grading)) return;
  const { criterion } = grading;
  const found = { resultId, resultVersion, criterion, ...answerOf(grading) };
  const id = tx.newId();
  const open = { answer: null, settledBy: null, settledAt: null, reason: null };
  await tx
    .rows(Regradings)
    .insert(placedAt(event, { id, adverseEventId: event.id, ...found, statement, foundAt: tx.now, ...open }));
  // Whoever read the event before this difference answers another question.
  await tx.rows(AdverseEvents).update({ id: event.id }, { version: event.version + 1 });
  publish(tx, adverseEventRegraded, { ...factsOf(event), regradingId: id, ...found });
}
