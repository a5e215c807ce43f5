import { Injectable } from '@nestjs/common';
import type { DeviationView, JudgeDeviationCommand } from '@trial/contracts';
import { Rejection, type Context } from '@trial/kernel';
import { Transactions } from '@trial/persistence';
import { deviationViewOf } from './deviation.reads.js';
import { Deviations } from './deviation.table.js';

/** An investigator says what a drafted deviation means; the words why are the reason in the audit trail. */
@Injectable()
export class JudgeDeviation {
  constructor(private readonly transactions: Transactions) {}

  execute(
    { trialId, deviationId, severity, expectedVersion }: JudgeDeviationCommand,
    context: Context,
  ): Promise<DeviationView> {
    return this.transactions.once(context, async (tx) => {
      const deviations = tx.rows(Deviations);
      const drafted = await deviations.findOne({
        where: { id: deviationId, trialId },
        lock: { mode: 'pessimistic_write' },
      });
      if (!drafted) throw new Rejection('deviation-unknown', { field: 'deviationId' });
      if (drafted.version !== expectedVersion) throw new Rejection('version-conflict');
      if (drafted.state === 'superseded')
        throw new Rejection('deviation-superseded', { rule: 'the visit was corrected' });
      const judgement = {
        ...(severity === 'none'
          ? { state: 'dismissed' as const, severity: null }
          : { state: 'confirmed' as const, severity }),
        judgedBy: context.actor,
        judgedAt: tx.now,
        version: drafted.version + 1,
      };
      await deviations.update({ id: drafted.id }, judgement);
      return deviationViewOf({ ...drafted, ...judgement });
    });
  }
}
