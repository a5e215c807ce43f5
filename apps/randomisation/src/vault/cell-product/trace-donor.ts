import { Injectable } from '@nestjs/common';
import type { BatchRecipient, DonorTrace, TraceDonorCommand } from '@trial/contracts';
import type { Context } from '@trial/kernel';
import { Transactions, type Transaction } from '@trial/persistence';
import { checkDonorCode } from '../../domain/cell-product/donor-code.js';
import { VaultCipher } from '../encryption/vault-cipher.js';
import { productsOfAllSites, standingBatches } from './batch.reads.js';
import { recipientsIn } from './recipients.js';
import { recordProductReading } from './record-product-reading.js';

/** From a donor to every batch, recipient and unit left (R37). First it is on record who looks, then it is opened. */
@Injectable()
export class TraceDonor {
  constructor(
    private readonly transactions: Transactions,
    private readonly cipher: VaultCipher,
  ) {}

  async execute({ donorCode, reason }: TraceDonorCommand, context: Context): Promise<DonorTrace> {
    checkDonorCode(donorCode);
    const subject = `donor ${donorCode}`;
    const { readingId } = await this.transactions.once(context, (tx) =>
      Promise.resolve({ readingId: recordProductReading(tx, { subject, reason }) }),
    );
    return { readingId, ...(await this.transactions.read(context, (tx) => this.trace(tx, donorCode))) };
  }

  private async trace(tx: Transaction, donorCode: string): Promise<Omit<DonorTrace, 'readingId'>> {
    const batches = (await standingBatches(tx, this.cipher, tx.context.trialId)).filter(
      ({ content }) => content.donorCode === donorCode,
    );
    const products = await productsOfAllSites(tx, this.cipher);
    return {
      batches: batches.map(({ number, status, expiresAt, unitsLeft }) => ({
        batchNumber: number,
        status,
        expiresAt: expiresAt.toString({ fractionalSecondDigits: 3 }),
        unitsLeft,
      })),
      recipients: batches.flatMap(({ id, number }): BatchRecipient[] =>
        recipientsIn(id, products).map(({ code, ...recipient }) => ({
          batchNumber: number,
          productCode: code,
          ...recipient,
        })),
      ),
    };
  }
}
