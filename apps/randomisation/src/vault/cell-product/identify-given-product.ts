import { Injectable } from '@nestjs/common';
import type { IdentifiedProduct, IdentifyGivenProductCommand } from '@trial/contracts';
import { Rejection, type Context } from '@trial/kernel';
import { Transactions } from '@trial/persistence';
import { checkProductCode } from '../../domain/cell-product/product-code.js';
import { VaultCipher } from '../encryption/vault-cipher.js';
import { lockProduct } from './product.reads.js';
import { storeScan } from './store-scan.js';

/**
 * Says afterwards which product was given when nobody had scanned it, so that its recipient is found from its donor. It is
 * one more row of the chain: that nobody scanned it stays.
 */
@Injectable()
export class IdentifyGivenProduct {
  constructor(
    private readonly transactions: Transactions,
    private readonly cipher: VaultCipher,
  ) {}

  execute(command: IdentifyGivenProductCommand, context: Context): Promise<IdentifiedProduct> {
    const { trialId, participantId, productCode: code } = command;
    checkProductCode(code);
    return this.transactions.once(context, async (tx) => {
      const product = await lockProduct(tx, this.cipher, { trialId, code });
      if (!product) throw new Rejection('product-unknown', { field: 'productCode' });
      if (product.done.includes('use')) throw new Rejection('product-not-ready', { rule: 'somebody was given it' });
      const [unscanned] = await tx.query<{ administrationId: string; trialVersion: number; siteId: string }>(
        `select administration_id as "administrationId", trial_version as "trialVersion", site_id as "siteId"
           from product_scan scan
          where participant_id = $1 and step = 'use' and code is null and not exists (select from product_scan named
            where named.administration_id = scan.administration_id and named.code is not null) order by sequence limit 1`,
        [participantId],
      );
      if (!unscanned) throw new Rejection('nothing-to-identify', { field: 'participantId' });
      const scanId = tx.newId();
      storeScan(tx, {
        id: scanId,
        trialId,
        participantId,
        ...unscanned,
        code,
        step: 'use',
        outcome: 'product-not-scanned',
        usableUntil: null,
        warnAt: null,
        scannedBy: context.actor,
        role: context.role,
        scannedAt: tx.now,
      });
      return { scanId, identifiedAt: tx.now.toString({ fractionalSecondDigits: 3 }) };
    });
  }
}
