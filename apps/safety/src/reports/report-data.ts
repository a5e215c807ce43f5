import { Injectable } from '@nestjs/common';
import type { Context, TrialId } from '@trial/kernel';
import { Transactions } from '@trial/persistence';
import { Trials, type TrialConfiguration } from '@trial/trial-configuration';
import type { DataCut } from '../data-cuts/data-cut.table.js';
import { knownCut, snapshotOfCut } from '../data-cuts/data-cut.reads.js';
import type { GradedFacts, SafetySnapshot } from '../domain/safety-snapshot.js';
import { takeGrades } from '../snapshot/snapshot.reads.js';

/** What a report of a cut is a function of. */
export interface CutData {
  readonly snapshot: SafetySnapshot;
  /** The version of the trial that was in force at the cut. */
  readonly trial: TrialConfiguration;
  readonly cut: DataCut;
}

/** What the table of grades is a function of. */
export interface GradeData {
  readonly snapshot: Pick<SafetySnapshot, 'participants'> & { readonly events: readonly GradedFacts[] };
  readonly trial: TrialConfiguration;
}

/** Where reports get their data: what a data cut froze, or what is known now at the sites of the caller. */
@Injectable()
export class ReportDataOfTrial {
  constructor(
    private readonly transactions: Transactions,
    private readonly trials: Trials,
  ) {}

  /** `Rejection('data-cut-unknown')`. */
  ofCut(
    { trialId, dataCutId }: { readonly trialId: TrialId; readonly dataCutId: string },
    context: Context,
  ): Promise<CutData> {
    return this.transactions.read(context, async (tx) => {
      const cut = await knownCut(tx, dataCutId);
      return { cut, trial: this.trials.version(trialId, cut.trialVersion), snapshot: await snapshotOfCut(tx, cut) };
    });
  }

  /** Of a cut or, without one, of now. `Rejection`: `trial-unknown`, `data-cut-unknown`. */
  grades(
    { trialId, dataCutId }: { readonly trialId: TrialId; readonly dataCutId?: string },
    context: Context,
  ): Promise<GradeData> {
    if (dataCutId !== undefined) return this.ofCut({ trialId, dataCutId }, context);
    return this.transactions.read(context, async (tx) => ({
      trial: this.trials.inForceAnywhere(trialId, tx.now),
      snapshot: await takeGrades(tx, trialId),
    }));
  }
}
