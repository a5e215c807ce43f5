import { Injectable } from '@nestjs/common';
import { resultCorrected, resultRecorded, resultRestated, type DataOf, type EventOf } from '@trial/contracts';
import { instant, type Instant } from '@trial/kernel';
import { OnEvent } from '@trial/messaging';
import type { Transaction } from '@trial/persistence';
import { Trials } from '@trial/trial-configuration';
import { criteriaFor } from '../domain/ctcae/criteria.js';
import { gradeLabResult } from '../domain/ctcae/grade-lab-result.js';
import type { GradableResult, Grading } from '../domain/ctcae/grading.js';
import { isNewest, type GradedBecause } from '../domain/result-grading.js';
import { proposeFrom } from '../adverse-events/propose-from-grading.js';
import { participantOfEvent } from '../participants/participant.reads.js';
import { gradingsOf, keepGradings } from './gradings-of-result.js';

type Result = DataOf<typeof resultRecorded>;

/** Laboratory results, graded by every criterion of their analyte; what reaches the trial's threshold becomes a candidate. */
@Injectable()
export class GradeResults {
  constructor(private readonly trials: Trials) {}

  @OnEvent(resultRecorded)
  recorded({ data, time }: EventOf<typeof resultRecorded>, tx: Transaction): Promise<void> {
    return this.grade(tx, data, { because: 'recorded', statedAt: instant(time) });
  }

  /** A corrected result grades again what leaned on the earlier version; nothing changes silently. */
  @OnEvent(resultCorrected)
  corrected({ data, time }: EventOf<typeof resultCorrected>, tx: Transaction): Promise<void> {
    return this.grade(tx, data, { because: 'corrected', statedAt: instant(time) });
  }

  /** What it is compared with changed: graded again, as if it had been said so from the beginning. */
  @OnEvent(resultRestated)
  restated({ data, time }: EventOf<typeof resultRestated>, tx: Transaction): Promise<void> {
    return this.grade(tx, data, { because: 'restated', statedAt: instant(time) }, data.statement);
  }

  private async grade(tx: Transaction, data: Result, said: Said, restated = 0): Promise<void> {
    const participant = await participantOfEvent(tx, data.participantId);
    const trial = this.trials.version(data.trialId, data.trialVersion ?? participant.trialVersion);
    const gradings = gradeLabResult(
      gradableOf(data),
      criteriaFor(trial.ctcae.version, data.analyte),
      trial.ctcae.unknownFacts,
    );
    if (gradings.length === 0) return;

    const known = await gradingsOf(tx, data.resultId);
    const statement = { resultVersion: data.resultVersion, statement: restated };
    const { siteId, zone } = participant;
    const source = {
      ...data,
      siteId,
      zone,
      trialVersion: trial.version,
      ...statement,
      collectedAt: instant(data.collectedAt),
    };
    await keepGradings(tx, source, gradings, said);
    if (!isNewest(statement, known)) return;
    for (const grading of gradings) await proposeFrom(tx, trial, source, grading, gradingsBy(known, grading.criterion));
  }
}

interface Said {
  readonly because: GradedBecause;
  readonly statedAt: Instant;
}

const gradingsBy = (
  known: readonly { readonly criterion: string; readonly grading: Grading }[],
  criterion: string,
): readonly Grading[] => known.filter((earlier) => earlier.criterion === criterion).map(({ grading }) => grading);

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
