import { Injectable } from '@nestjs/common';
import {
  adverseEventCandidateRaised,
  adverseEventRevised,
  resultCorrected,
  resultRecorded,
  type DataOf,
  type EventOf,
} from '@trial/contracts';
import { instant } from '@trial/kernel';
import { OnEvent, publish } from '@trial/messaging';
import type { Transaction } from '@trial/persistence';
import { Trials, type TrialConfiguration } from '@trial/trial-configuration';
import type { AdverseEvent } from '../domain/adverse-event.js';
import { criteriaFor } from '../domain/ctcae/criteria.js';
import { gradeLabResult } from '../domain/ctcae/grade-lab-result.js';
import type { GradableResult, Grading } from '../domain/ctcae/grading.js';
import { raiseCandidate, reachesCandidate, regradeCandidate, type SourceResult } from '../domain/lab-candidate.js';
import { isSerious } from '../domain/seriousness.js';
import type { Participant } from '../participants/participant.table.js';
import { participantOfEvent } from '../participants/participant.reads.js';
import { placedAt } from '../placement/placed.js';
import { factsOf } from './adverse-event-facts.js';
import { segmentsOf } from './adverse-event.reads.js';
import { AdverseEvents } from './adverse-event.table.js';
import { GradeProposals } from './grade-proposal.table.js';
import { GradeSegments } from './grade-segment.table.js';
import { recordCandidate } from './record-candidate.js';

type Result = DataOf<typeof resultRecorded>;

/** Laboratory results, graded by every criterion of their analyte; what reaches the trial's threshold becomes a candidate. */
@Injectable()
export class GradeResults {
  constructor(private readonly trials: Trials) {}

  @OnEvent(resultRecorded)
  async recorded({ data }: EventOf<typeof resultRecorded>, tx: Transaction): Promise<void> {
    await this.grade(data, tx);
  }

  /** A corrected result grades again what leaned on the earlier version; nothing changes silently. */
  @OnEvent(resultCorrected)
  async corrected({ data }: EventOf<typeof resultCorrected>, tx: Transaction): Promise<void> {
    await this.grade(data, tx);
  }

  private async grade(data: Result, tx: Transaction): Promise<void> {
    const participant = await participantOfEvent(tx, data.participantId);
    const trial = this.trials.version(data.trialId, participant.trialVersion);
    const gradings = gradeLabResult(
      gradableOf(data),
      criteriaFor(trial.ctcae.version, data.analyte),
      trial.ctcae.unknownFacts,
    );

    for (const grading of gradings) {
      const earlier = await tx.rows(AdverseEvents).findOne({
        where: { sourceResultId: data.resultId, criterion: grading.criterion },
        lock: { mode: 'pessimistic_write' },
      });
      if (earlier) await regrade(tx, earlier, grading, sourceOf(data, participant));
      else if (reachesCandidate(grading, trial.reporting.candidateFromGrade))
        await raise(tx, grading, sourceOf(data, participant), trial);
    }
  }
}

async function raise(
  tx: Transaction,
  grading: Grading,
  source: SourceResult,
  trial: TrialConfiguration,
): Promise<void> {
  const { proposal, ...proposed } = raiseCandidate(tx.newId(), grading, source, tx.now);
  const { adverseEvent } = proposed;
  const origin = { resultId: source.resultId, resultVersion: source.resultVersion, criterion: grading.criterion };
  await recordCandidate(tx, proposed, { from: 'laboratory', ...origin }, trial);
  await tx.rows(GradeProposals).insert(placedAt(adverseEvent, proposal));
  // The first version knows laboratories alone; it is said until nobody reads it.
  publish(tx, adverseEventCandidateRaised, { ...factsOf(adverseEvent), ...origin });
}

async function regrade(tx: Transaction, earlier: AdverseEvent, grading: Grading, source: SourceResult): Promise<void> {
  // Versions may arrive in any order, and an older one has nothing new to say.
  const known = await tx.rows(GradeProposals).findBy({ adverseEventId: earlier.id });
  if (known.some(({ resultVersion }) => resultVersion >= source.resultVersion)) return;
  const [first] = await segmentsOf(tx, earlier.id);
  if (!first) throw new Error(`adverse event ${earlier.id} has no first segment`);

  const { adverseEvent, segment, proposal } = regradeCandidate(earlier, first, grading, source, tx.now);
  await tx.rows(GradeProposals).insert(placedAt(earlier, proposal));
  if (adverseEvent.version === earlier.version) return;
  await tx.rows(AdverseEvents).update({ id: earlier.id }, { grade: adverseEvent.grade, version: adverseEvent.version });
  await tx
    .rows(GradeSegments)
    .update({ adverseEventId: earlier.id, ordinal: segment.ordinal }, { grade: segment.grade });
  publish(tx, adverseEventRevised, { ...factsOf(adverseEvent), serious: isSerious(adverseEvent.seriousness) });
}

const sourceOf = (data: Result, participant: Participant): SourceResult => ({
  resultId: data.resultId,
  resultVersion: data.resultVersion,
  trialId: data.trialId,
  siteId: participant.siteId,
  participantId: participant.id,
  trialVersion: participant.trialVersion,
  collectedAt: instant(data.collectedAt),
  zone: participant.zone,
});

/** A baseline below or above a limit of quantification is no number to multiply: only its place in its range counts. */
const gradableOf = ({ value, range, baseline }: Result): GradableResult => ({
  value,
  range,
  ...(baseline
    ? {
        baseline: {
          ...(baseline.comparator === '=' ? { number: baseline.number } : {}),
          unit: baseline.unit,
          status: baseline.status,
        },
      }
    : {}),
});
