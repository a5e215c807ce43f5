import { Injectable } from '@nestjs/common';
import { resultCorrected, type CorrectResultCommand, type ResultView } from '@trial/contracts';
import { Rejection, type Context } from '@trial/kernel';
import { publish } from '@trial/messaging';
import { isConflict, Transactions, type Transaction } from '@trial/persistence';
import { Trials } from '@trial/trial-configuration';
import { correctResult, type Result } from '../domain/result.js';
import { lockParticipant } from '../participants/participant.reads.js';
import { benchFor } from './bench.js';
import { measurementOf } from './measurement.js';
import { baselineFacts } from './baseline-facts.reads.js';
import { restateResults } from './restate-results.js';
import { resultFacts } from './result-facts.js';
import { resultView } from './result.reads.js';
import { Results } from './result.table.js';

@Injectable()
export class CorrectResult {
  constructor(
    private readonly transactions: Transactions,
    private readonly trials: Trials,
  ) {}

  async execute(command: CorrectResultCommand, context: Context): Promise<ResultView> {
    try {
      return await this.transactions.once(context, async (tx) => {
        const latest = await latestVersion(tx, command);
        const participant = await lockParticipant(tx, latest.participantId);
        const trial = this.trials.version(latest.trialId, latest.trialVersion);
        const bench = benchFor(trial, participant, latest.analyte, context);
        const measurement = measurementOf(command.result, latest.collectedAt);
        const corrected = correctResult(latest, measurement, command.reason, bench, tx.now);

        const before = await baselineFacts(tx, participant, corrected.analyte);
        const now = { ...before, results: [...before.results, corrected] };
        await tx.rows(Results).insert(corrected);
        publish(tx, resultCorrected, resultFacts(corrected, now, bench.panel));
        await restateResults(tx, this.trials, before, now);
        return resultView(tx, corrected.id);
      });
    } catch (error) {
      // Nobody may change a row, so nobody waits for one: of two who read the same version one finds it followed.
      if (isConflict(error, 'result_version_once')) throw new Rejection('version-conflict');
      throw error;
    }
  }
}

async function latestVersion(
  tx: Transaction,
  { resultId, participantId, expectedVersion }: CorrectResultCommand,
): Promise<Result> {
  const latest = await tx.rows(Results).findOne({ where: { id: resultId, participantId }, order: { version: 'desc' } });
  if (!latest) throw new Rejection('result-unknown', { field: 'resultId' });
  if (latest.version !== expectedVersion) throw new Rejection('version-conflict', { field: 'expectedVersion' });
  return latest;
}
