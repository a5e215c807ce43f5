import { Injectable } from '@nestjs/common';
import type { RegisterBatchCommand, RegisteredBatch } from '@trial/contracts';
import { instant, isAfter, Rejection, type Context } from '@trial/kernel';
import { Transactions } from '@trial/persistence';
import { Trials } from '@trial/trial-configuration';
import { checkDonorCode } from '../../domain/cell-product/donor-code.js';
import { batchNumber } from '../../domain/cell-product/product-code.js';
import { VaultCipher } from '../encryption/vault-cipher.js';
import { Batches, BatchStatusChanges } from './batch.tables.js';
import { cellProductRules } from './cell-product-rules.js';
import { chanceOf } from './chance.js';
import { sealAccount, sealContent } from './sealed-batch.js';

/** A batch enters the vault, in quarantine. Its own number is random, and what it is lies there as ciphertext. */
@Injectable()
export class RegisterBatch {
  constructor(
    private readonly transactions: Transactions,
    private readonly trials: Trials,
    private readonly cipher: VaultCipher,
  ) {}

  execute(command: RegisterBatchCommand, context: Context): Promise<RegisteredBatch> {
    const { trialId, donorCode, arm, units, expiresAt, attributes } = command;
    const trial = this.trials.get(trialId);
    cellProductRules(trial);
    checkDonorCode(donorCode);
    if (!trial.arms.some(({ code }) => code === arm)) throw new Rejection('arm-unknown', { field: 'arm' });

    return this.transactions.once(context, async (tx) => {
      if (!isAfter(instant(expiresAt), tx.now)) throw new Rejection('batch-expired', { field: 'expiresAt' });
      const id = tx.newId();
      const number = batchNumber(chanceOf(tx.newId()));
      const { actor } = context;
      await tx.rows(Batches).insert({
        id,
        trialId,
        number,
        sealedContent: sealContent(this.cipher, id, { donorCode, arm, units, expiresAt, attributes }),
        registeredBy: actor,
        registeredAt: tx.now,
      });
      await tx.rows(BatchStatusChanges).insert({
        batchId: id,
        number: 1,
        trialId,
        trialVersion: trial.version,
        status: 'quarantined',
        sealedAccount: sealAccount(this.cipher, id, 1, { account: 'registered' }),
        changedBy: actor,
        changedAt: tx.now,
      });
      return { batchNumber: number, registeredAt: tx.now.toString({ fractionalSecondDigits: 3 }) };
    });
  }
}
