import { Injectable } from '@nestjs/common';
import type { DataCutView, MakeDataCutCommand } from '@trial/contracts';
import type { Context } from '@trial/kernel';
import { Transactions } from '@trial/persistence';
import { Trials } from '@trial/trial-configuration';
import { takeSnapshot } from '../snapshot/snapshot.reads.js';
import { DataCutParts, DataCuts, type DataCut } from './data-cut.table.js';
import { viewOf } from './data-cut.reads.js';
import { hashOf, hashOfParts, partsOf } from './frozen-content.js';

/** Freezes what the reports of a trial are computed from. No allocation is in it: this part of the service knows none. */
@Injectable()
export class MakeDataCut {
  constructor(
    private readonly transactions: Transactions,
    private readonly trials: Trials,
  ) {}

  execute({ trialId, purpose, reason }: MakeDataCutCommand, context: Context): Promise<DataCutView> {
    return this.transactions.once(context, async (tx) => {
      const { version: trialVersion } = this.trials.inForceAnywhere(trialId, tx.now);
      const snapshot = await takeSnapshot(tx, trialId);
      const parts = partsOf(snapshot);
      const head = { trialId, trialVersion, cutAt: tx.now, sites: [...context.sites].sort() };
      const sha256 = hashOf(head, parts);
      const cut: DataCut = {
        ...head,
        ...{ id: tx.newId(), purpose, reason, madeBy: context.actor, role: context.role },
        participants: snapshot.participants.length,
        adverseEvents: snapshot.events.length,
        sha256,
        partsSha256: hashOfParts({ ...head, sha256 }, parts),
      };
      await tx.rows(DataCuts).insert(cut);
      for (const part of parts) await tx.rows(DataCutParts).insert({ ...part, trialId, dataCutId: cut.id });
      return viewOf(cut);
    });
  }
}
