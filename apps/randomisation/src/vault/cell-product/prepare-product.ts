import { Injectable } from '@nestjs/common';
import type { AtParticipant, PreparedProduct } from '@trial/contracts';
import { Rejection, type Context } from '@trial/kernel';
import { Transactions, type Transaction } from '@trial/persistence';
import { Trials } from '@trial/trial-configuration';
import { chooseBatch } from '../../domain/cell-product/batch.js';
import { productCode } from '../../domain/cell-product/product-code.js';
import { allocationOf } from '../allocations/allocation.reads.js';
import { armOf } from '../allocations/arm-of-allocation.js';
import { recordDisclosure } from '../allocations/record-disclosure.js';
import { VaultCipher } from '../encryption/vault-cipher.js';
import { lockStock, standingBatches } from './batch.reads.js';
import { cellProductRules } from './cell-product-rules.js';
import { chanceOf } from './chance.js';
import { Products } from './product.table.js';
import { openBatch, sealBatch } from './sealed-batch.js';

/**
 * Labels a product for one participant (R26): the server chooses the batch, first expired first out, and the label has a
 * random code. Which batch to take tells the arm: it is on record as a disclosure before it is shown, no receipt has it,
 * and the same request shows it again.
 */
@Injectable()
export class PrepareProduct {
  constructor(
    private readonly transactions: Transactions,
    private readonly trials: Trials,
    private readonly cipher: VaultCipher,
  ) {}

  async execute(command: AtParticipant, context: Context): Promise<PreparedProduct> {
    const { productId, ...prepared } = await this.transactions.once(context, (tx) => this.prepare(tx, command));
    const batchNumber = await this.transactions.read(context, (tx) => this.batchNumberOf(tx, productId));
    return { ...prepared, batchNumber };
  }

  private async prepare(tx: Transaction, { trialId, participantId }: AtParticipant) {
    const { disclosureId } = await recordDisclosure(tx, { trialId, participantId, reason: 'preparation' });
    const held = await allocationOf(tx, { trialId, participantId });
    if (!held) throw new Error(`the allocation of disclosure ${disclosureId} is not there`);
    await lockStock(tx, trialId);
    const { siteId } = held;
    const { shelfLifeLeftHours } = cellProductRules(this.trials.inForce(trialId, siteId, tx.now)).cellProduct;
    if (await hasProduct(tx, participantId)) {
      throw new Rejection('product-exists', { rule: 'one that cannot be given is discarded first' });
    }
    const batch = chooseBatch(await standingBatches(tx, this.cipher, trialId), {
      arm: await armOf(tx, this.cipher, held),
      neededUntil: tx.now.add({ hours: shelfLifeLeftHours }),
    });
    if (!batch) throw new Rejection('no-batch-available', { rule: 'register or release one' });

    const productId = tx.newId();
    const code = productCode(chanceOf(tx.newId()));
    await tx.rows(Products).insert({
      id: productId,
      trialId,
      siteId,
      participantId,
      code,
      sealedBatch: sealBatch(this.cipher, productId, batch.id),
      preparedBy: tx.context.actor,
      preparedAt: tx.now,
    });
    const preparedAt = tx.now.toString({ fractionalSecondDigits: 3 });
    return { disclosureId, productId, productCode: code, preparedAt };
  }

  private async batchNumberOf(tx: Transaction, productId: string): Promise<string> {
    const { sealedBatch } = await tx.rows(Products).findOneByOrFail({ id: productId });
    const [batch] = await tx.query<{ number: string }>('select number from batch where id = $1', [
      openBatch(this.cipher, productId, sealedBatch),
    ]);
    if (!batch) throw new Error(`the batch of product ${productId} is not there`);
    return batch.number;
  }
}

/** Whether a product that was not thrown away is there for somebody: one is given, and no second one beside it. */
async function hasProduct(tx: Transaction, participantId: string): Promise<boolean> {
  const found = await tx.query(
    `select 1 from product where participant_id = $1 and not exists (select from product_scan scan
       where scan.trial_id = product.trial_id and scan.code = product.code and scan.step = 'discard'
         and scan.outcome = 'accepted') limit 1`,
    [participantId],
  );
  return found.length > 0;
}
