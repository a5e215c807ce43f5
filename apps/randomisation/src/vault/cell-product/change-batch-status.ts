import { Injectable } from '@nestjs/common';
import type { ChangeBatchStatusCommand, ChangedBatchStatus } from '@trial/contracts';
import { Rejection, type Context } from '@trial/kernel';
import { Transactions } from '@trial/persistence';
import { Trials, type TrialConfiguration } from '@trial/trial-configuration';
import { checkStatusChange, type LateResults } from '../../domain/cell-product/batch.js';
import { releaseFindings, type ReleaseAttributes } from '../../domain/cell-product/release.js';
import { VaultCipher } from '../encryption/vault-cipher.js';
import { batchByNumber, lockStock } from './batch.reads.js';
import { BatchStatusChanges } from './batch.tables.js';
import { cellProductRules } from './cell-product-rules.js';
import { sealAccount } from './sealed-batch.js';

/**
 * A batch takes another status, or the same with what has come in, also long after it was given (R32, R36): from this
 * commit on no scan of a stopped batch is accepted. Nothing of it shows outside the vault.
 */
@Injectable()
export class ChangeBatchStatus {
  constructor(
    private readonly transactions: Transactions,
    private readonly trials: Trials,
    private readonly cipher: VaultCipher,
  ) {}

  execute(command: ChangeBatchStatusCommand, context: Context): Promise<ChangedBatchStatus> {
    const { trialId, to, account } = command;
    const results: LateResults | undefined = command.results;
    const [siteId] = context.sites;
    if (siteId === undefined) throw new Rejection('site-unknown', { rule: 'whoever acts works at a site' });
    return this.transactions.once(context, async (tx) => {
      await lockStock(tx, trialId);
      const trial = this.trials.inForce(trialId, siteId, tx.now);
      const batch = await batchByNumber(tx, this.cipher, command);
      const { last, expiresAt, measuredBy } = batch;
      const hasResults = results !== undefined;
      checkStatusChange({ status: last.status, expiresAt, measuredBy }, { to, by: context.actor, hasResults }, tx.now);
      if (to === 'released') checkFit({ ...batch.attributes, ...results }, batch.content.arm, trial);

      const number = last.number + 1;
      await tx.rows(BatchStatusChanges).insert({
        batchId: batch.id,
        number,
        trialId,
        trialVersion: trial.version,
        status: to,
        sealedAccount: sealAccount(this.cipher, batch.id, number, { account, ...(results ? { results } : {}) }),
        changedBy: context.actor,
        changedAt: tx.now,
      });
      return { batchNumber: batch.number, status: to, changedAt: tx.now.toString({ fractionalSecondDigits: 3 }) };
    });
  }
}

/** `Rejection('batch-not-fit-for-release')` names what lies outside the limits of the trial file. */
function checkFit(attributes: ReleaseAttributes, arm: string, trial: TrialConfiguration): void {
  const { releaseLimits } = cellProductRules(trial).cellProduct;
  const holdsCells = trial.arms.some(({ code, kind }) => code === arm && kind !== 'placebo');
  const findings = releaseFindings(attributes, releaseLimits, holdsCells);
  if (findings.length === 0) return;
  throw new Rejection('batch-not-fit-for-release', { field: 'to', rule: `outside its limits: ${findings.join(', ')}` });
}
