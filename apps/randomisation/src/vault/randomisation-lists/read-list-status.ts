import { Injectable } from '@nestjs/common';
import { readListStatus, type AtTrial, type ListStatus } from '@trial/contracts';
import { Rejection, type Context } from '@trial/kernel';
import { Transactions } from '@trial/persistence';
import { Trials } from '@trial/trial-configuration';
import { isLow, isShortOf } from '../../domain/list-supply.js';
import { recordReading } from './list-reading.table.js';
import { supplyOf } from './list-supply.reads.js';
import { listInUse } from './stored-list.js';

/** How the list in use stands, for whoever must top it up in time (R15). That they looked is on record (R25). */
@Injectable()
export class ReadListStatus {
  constructor(
    private readonly transactions: Transactions,
    private readonly trials: Trials,
  ) {}

  execute({ trialId }: AtTrial, context: Context): Promise<ListStatus> {
    const { target } = this.trials.get(trialId).randomisation;
    return this.transactions.run(context, async (tx) => {
      const inUse = await listInUse(tx, trialId);
      if (!inUse) throw new Rejection('list-unknown');
      const { sealed, latest } = inUse;
      await recordReading(tx, readListStatus.name, sealed.id);
      const supplies = await supplyOf(tx, sealed.id);
      return {
        listId: sealed.id,
        environment: sealed.environment ?? '',
        trialVersion: latest.trialVersion,
        shortOfTarget: isShortOf(target, supplies),
        strata: supplies.map(({ stratum, rows, used }) => ({
          stratum,
          rows,
          used,
          left: rows - used,
          low: isLow({ rows, used }),
        })),
      };
    });
  }
}
