import { Injectable } from '@nestjs/common';
import { resultRecorded, type RecordResultCommand, type ResultView } from '@trial/contracts';
import { instant, Rejection, type Context } from '@trial/kernel';
import { publish } from '@trial/messaging';
import { isConflict, Transactions } from '@trial/persistence';
import { Trials } from '@trial/trial-configuration';
import { refuseAfterEnd, type Participant } from '../domain/participant.js';
import { recordResult, type ResultFacts } from '../domain/result.js';
import { lockParticipant } from '../participants/participant.reads.js';
import { benchFor } from './bench.js';
import { measurementOf } from './measurement.js';
import { baselineFacts } from './baseline-facts.reads.js';
import { restateResults } from './restate-results.js';
import { resultFacts } from './result-facts.js';
import { resultView } from './result.reads.js';
import { Results } from './result.table.js';

@Injectable()
export class RecordResult {
  constructor(
    private readonly transactions: Transactions,
    private readonly trials: Trials,
  ) {}

  async execute(command: RecordResultCommand, context: Context): Promise<ResultView> {
    try {
      return await this.transactions.once(context, async (tx) => {
        const participant = await lockParticipant(tx, command.participantId);
        const trial = this.trials.version(participant.trialId, participant.trialVersion);
        const bench = benchFor(trial, participant, command.analyte, context);
        const measurement = measurementOf(command.result, instant(command.collectedAt));
        const result = recordResult(tx.newId(), factsOf(command, participant), measurement, bench, tx.now);
        refuseAfterEnd(participant, result.collectedAt);

        const before = await baselineFacts(tx, participant, result.analyte);
        const now = { ...before, results: [...before.results, result] };
        await tx.rows(Results).insert(result);
        publish(tx, resultRecorded, resultFacts(result, now, bench.panel));
        await restateResults(tx, this.trials, before, now);
        return resultView(tx, result.id);
      });
    } catch (error) {
      if (!isConflict(error, 'result_once')) throw error;
      throw new Rejection('result-already-recorded', {
        rule: 'one result per participant, analyte and time of collection: correct the one on record',
      });
    }
  }
}

const factsOf = (
  { analyte, visitCode, laboratory, method }: RecordResultCommand,
  { id, trialId, siteId, trialVersion }: Participant,
): ResultFacts => ({
  trialId,
  siteId,
  participantId: id,
  trialVersion,
  visitCode: visitCode ?? null,
  laboratory: laboratory ?? null,
  method: method ?? null,
  analyte,
});
