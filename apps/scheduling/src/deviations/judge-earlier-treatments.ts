import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { arm } from '@trial/deadlines';
import type { Context } from '@trial/kernel';
import { Transactions, type Transaction } from '@trial/persistence';
import { mostKeptApart, Trials } from '@trial/trial-configuration';
import { IsNull, Not } from 'typeorm';
import { Participants } from '../participants/participant.table.js';
import { treatmentDistance } from './treatment-distance.deadline.js';

/** Treatments that were told before anybody looked at their distance are looked at once, when a process starts. */
@Injectable()
export class JudgeEarlierTreatments implements OnApplicationBootstrap {
  constructor(
    private readonly transactions: Transactions,
    private readonly trials: Trials,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    for (const { id: trialId } of this.trials.all())
      if (mostKeptApart(this.trials, trialId) > 0)
        await this.transactions.run(contextOf(trialId, this.trials.sitesOf(trialId)), (tx) => judgeOnce(tx, trialId));
  }
}

async function judgeOnce(tx: Transaction, trialId: string): Promise<void> {
  const [set] = await tx.query('select 1 from deadline where name = $1 and trial_id = $2 limit 1', [
    treatmentDistance.name,
    trialId,
  ]);
  if (set) return;
  const treated = await tx.rows(Participants).findOne({
    where: { trialId, anchorAt: Not(IsNull()) },
    order: { anchorAt: 'asc', id: 'asc' },
  });
  if (treated) arm(tx, treatmentDistance, treated, tx.now);
}

const contextOf = (trialId: string, sites: string[]): Context => ({
  actor: 'service:scheduling',
  role: 'service',
  organisation: 'platform',
  trialId,
  sites,
  zone: 'UTC',
  reason: 'treatments are looked at that were told before',
  trace: '00-00000000000000000000000000000001-0000000000000001-01',
  cause: `treatment-distance:${trialId}`,
});
