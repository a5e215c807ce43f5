import { Injectable } from '@nestjs/common';
import type { ChangeBatchStatusCommand, ChangedBatchStatus } from '@trial/contracts';
import { Rejection, type Context } from '@trial/kernel';
import { Transactions } from '@trial/persistence';
import { Trials } from '@trial/trial-configuration';
import { callsForFollowUp, checkStatusChange } from '../../domain/cell-product/batch.js';
import { releaseFindings } from '../../domain/cell-product/release.js';
import { VaultCipher } from '../encryption/vault-cipher.js';
import { batchByNumber, lockStock, productsOfAllSites, type StandingBatch } from './batch.reads.js';
import { BatchStatusChanges } from './batch.tables.js';
import { cellProductRules } from './cell-product-rules.js';
import { openFollowUps } from './open-follow-ups.js';
import { sealReason } from './sealed-batch.js';

/**
 * A batch takes another status, also long after it was given (R32, R36): from this commit on no scan of it is accepted, and
 * everybody who received it is a task. Nothing of it shows outside the vault.
 */
@Injectable()
export class ChangeBatchStatus {
  constructor(
    private readonly transactions: Transactions,
    private readonly trials: Trials,
    private readonly cipher: VaultCipher,
  ) {}

  execute(command: ChangeBatchStatusCommand, context: Context): Promise<ChangedBatchStatus> {
    const { trialId, to, reason } = command;
    return this.transactions.once(context, async (tx) => {
      await lockStock(tx, trialId);
      const batch = await batchByNumber(tx, this.cipher, command);
      const sterility = command.sterility ?? batch.sterility;
      checkStatusChange(batch, { to, by: context.actor, sterility }, tx.now);
      if (to === 'released') this.checkFit(batch, { trialId, sterility });

      const number = batch.statusNumber + 1;
      await tx.rows(BatchStatusChanges).insert({
        batchId: batch.id,
        number,
        trialId,
        status: to,
        sterility,
        sealedReason: sealReason(this.cipher, batch.id, number, reason),
        changedBy: context.actor,
        changedAt: tx.now,
      });
      const followUps = callsForFollowUp(to)
        ? await openFollowUps(tx, this.cipher, { batchId: batch.id, number }, await productsOfAllSites(tx, this.cipher))
        : 0;
      const changedAt = tx.now.toString({ fractionalSecondDigits: 3 });
      return { batchNumber: batch.number, status: to, followUps, changedAt };
    });
  }

  /** `Rejection('batch-not-fit-for-release')` names what lies outside the limits of the trial file. */
  private checkFit(
    { content }: StandingBatch,
    { trialId, sterility }: { readonly trialId: string; readonly sterility: StandingBatch['sterility'] },
  ): void {
    const trial = this.trials.get(trialId);
    const { releaseLimits } = cellProductRules(trial).cellProduct;
    const holdsCells = trial.arms.some(({ code, kind }) => code === content.arm && kind !== 'placebo');
    const findings = releaseFindings({ ...content.attributes, sterility }, releaseLimits, holdsCells);
    if (findings.length === 0) return;
    throw new Rejection('batch-not-fit-for-release', {
      field: 'to',
      rule: `outside its limits: ${findings.join(', ')}`,
    });
  }
}
