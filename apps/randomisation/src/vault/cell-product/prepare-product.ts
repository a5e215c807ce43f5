import { Injectable } from '@nestjs/common';
import type { AtParticipant, PreparedProduct } from '@trial/contracts';
import { Rejection, type Context } from '@trial/kernel';
import { Transactions, type Transaction } from '@trial/persistence';
import { Trials } from '@trial/trial-configuration';
import { chooseBatch } from '../../domain/cell-product/batch.js';
import { productCode } from '../../domain/cell-product/product-code.js';
import { allocationOf, type HeldRow } from '../allocations/allocation.reads.js';
import { armOf } from '../allocations/arm-of-allocation.js';
import { recordDisclosure } from '../allocations/record-disclosure.js';
import { VaultCipher } from '../encryption/vault-cipher.js';
import { batchById, lockStock, stockOf } from './batch.reads.js';
import { cellProductRules } from './cell-product-rules.js';
import { chanceOf } from './chance.js';
import { bearerOf } from './product.reads.js';
import { Products, type LabelledProduct } from './product.table.js';
import { refuseTooSoon } from './refuse-too-soon.js';
import { openBatch, sealBatch } from './sealed-batch.js';
import { versionGoneBy } from './version-gone-by.reads.js';

/**
 * Labels a product for one participant (R26): the server chooses the batch, first expired first out, and the label has a
 * random code. Which batch to take tells the arm, and so does that none is to be had: first the disclosure is committed,
 * then there is an answer of either kind. What is refused in every arm alike is refused before, and discloses nothing. The
 * product bears the identifier of its disclosure, so the same request finds it.
 */
@Injectable()
export class PrepareProduct {
  constructor(
    private readonly transactions: Transactions,
    private readonly trials: Trials,
    private readonly cipher: VaultCipher,
  ) {}

  async execute(command: AtParticipant, context: Context): Promise<PreparedProduct> {
    const { trialId, participantId } = command;
    const { disclosureId } = await this.transactions.once(context, async (tx) => {
      await this.entitled(tx, command);
      return recordDisclosure(tx, { trialId, participantId, reason: 'preparation' });
    });
    const labelling = { ...context, cause: `${context.cause} label` };
    return this.transactions.run(labelling, async (tx) => {
      await lockStock(tx, command.trialId);
      const product =
        (await tx.rows(Products).findOneBy({ id: disclosureId })) ?? (await this.label(tx, command, disclosureId));
      const batch = await batchById(tx, this.cipher, openBatch(this.cipher, product.id, product.sealedBatch));
      return {
        disclosureId,
        productCode: product.code,
        batchNumber: batch.number,
        preparedAt: product.preparedAt.toString({ fractionalSecondDigits: 3 }),
      };
    });
  }

  private async label(tx: Transaction, command: AtParticipant, id: string): Promise<LabelledProduct> {
    const { trialId, participantId } = command;
    // Again: of two that were prepared at once, only who has the lock knows whether the other came first.
    const { held, trial, cellProduct } = await this.entitled(tx, command);
    const { batches } = await stockOf(tx, this.cipher, trialId);
    const batch = chooseBatch(batches, {
      arm: await armOf(tx, this.cipher, held),
      neededUntil: tx.now.add({ hours: cellProduct.shelfLifeLeftHours }),
    });
    if (!batch) throw new Rejection('no-batch-available', { rule: 'register or release one' });

    const product: LabelledProduct = {
      id,
      trialId,
      siteId: held.siteId,
      participantId,
      trialVersion: trial.version,
      code: productCode(chanceOf(tx.newId())),
      sealedBatch: sealBatch(this.cipher, id, batch.id),
      preparedBy: tx.context.actor,
      preparedAt: tx.now,
    };
    await tx.rows(Products).insert(product);
    return product;
  }

  /** Refuses whom no product is due yet, whatever it would hold: the stock is not looked at, so nothing of an arm is said. */
  private async entitled(tx: Transaction, { trialId, participantId }: AtParticipant) {
    const held = await allocationOf(tx, { trialId, participantId });
    if (!held) throw new Rejection('not-allocated', { field: 'participantId' });
    const trial = await versionGoneBy(tx, this.trials, { ...held, trialId });
    const { cellProduct, sessions } = cellProductRules(trial);
    await refuseWithoutNeed(tx, held, sessions);
    await refuseTooSoon(tx, trial, participantId);
    return { held, trial, cellProduct };
  }
}

/** One product at a time, and none for somebody who needs none: `not-in-follow-up`, `already-treated`, `product-exists`. */
async function refuseWithoutNeed(tx: Transaction, { participantId }: HeldRow, sessions: number): Promise<void> {
  const { hasLeft, isTreated } = await bearerOf(tx, participantId, sessions);
  if (hasLeft) throw new Rejection('not-in-follow-up', { rule: 'nothing more is given to whoever has left' });
  if (isTreated) throw new Rejection('already-treated', { rule: 'the trial gives its product no further time' });
  const ready = await tx.query(
    `select 1 from product where participant_id = $1 and not exists (select from product_scan scan
       where scan.trial_id = product.trial_id and scan.code = product.code
         and (scan.step = 'use' or (scan.step = 'discard' and scan.outcome = 'accepted'))) limit 1`,
    [participantId],
  );
  if (ready.length > 0) throw new Rejection('product-exists', { rule: 'one that cannot be given is discarded first' });
}
