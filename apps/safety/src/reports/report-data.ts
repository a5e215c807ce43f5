import { Injectable } from '@nestjs/common';
import type { Context, Instant, TrialId } from '@trial/kernel';
import { Transactions } from '@trial/persistence';
import { Trials, type TrialConfiguration } from '@trial/trial-configuration';
import type { DataCut } from '../data-cuts/data-cut.table.js';
import { knownCut, snapshotOfCut } from '../data-cuts/data-cut.reads.js';
import type { SafetySnapshot } from '../domain/safety-snapshot.js';
import { takeSnapshot } from '../snapshot/snapshot.reads.js';

/** What a report is a function of. */
export interface ReportData {
  readonly snapshot: SafetySnapshot;
  readonly trial: TrialConfiguration;
  /** The cut it is of; undefined for a report of now. */
  readonly cut: DataCut | undefined;
  readonly at: Instant;
}

/** Where reports get their data: what is known now at the sites of the caller, or what a data cut froze. */
@Injectable()
export class ReportDataOfTrial {
  constructor(
    private readonly transactions: Transactions,
    private readonly trials: Trials,
  ) {}

  /** What one cut froze. `Rejection('data-cut-unknown')`. */
  async ofCut(
    at: { readonly trialId: TrialId; readonly dataCutId: string },
    context: Context,
  ): Promise<ReportData & { readonly cut: DataCut }> {
    const { cut, ...data } = await this.read(at, context);
    if (!cut) throw new Error('a report of a cut has the cut');
    return { ...data, cut };
  }

  /** `Rejection`: `trial-unknown`, `data-cut-unknown`. */
  read(
    { trialId, dataCutId }: { readonly trialId: TrialId; readonly dataCutId?: string },
    context: Context,
  ): Promise<ReportData> {
    return this.transactions.read(context, async (tx) => {
      const cut = dataCutId === undefined ? undefined : await knownCut(tx, dataCutId);
      const trial = cut ? this.trials.version(trialId, cut.trialVersion) : this.trials.inForceAnywhere(trialId, tx.now);
      const snapshot = cut ? await snapshotOfCut(tx, cut) : await takeSnapshot(tx, trialId);
      return { snapshot, trial, cut, at: cut?.cutAt ?? tx.now };
    });
  }
}
