import { Injectable } from '@nestjs/common';
import {
  keyAfter,
  pageOf,
  pageSize,
  type BatchRecipient,
  type DonorTrace,
  type TraceDonorCommand,
} from '@trial/contracts';
import type { Context } from '@trial/kernel';
import { Transactions, type Transaction } from '@trial/persistence';
import { checkDonorCode } from '../../domain/cell-product/donor-code.js';
import { recipientsOf } from '../../domain/cell-product/look-back.js';
import { VaultCipher } from '../encryption/vault-cipher.js';
import { stockOf } from './batch.reads.js';
import { recordProductReading } from './record-product-reading.js';

/** From a donor to every batch, recipient and unit left (R37). First it is on record who looks, then it is opened. */
@Injectable()
export class TraceDonor {
  constructor(
    private readonly transactions: Transactions,
    private readonly cipher: VaultCipher,
  ) {}

  async execute(command: TraceDonorCommand, context: Context): Promise<DonorTrace> {
    const { donorCode, reason } = command;
    checkDonorCode(donorCode);
    const after = keyAfter(command.cursor);
    const subject = after === '' ? `donor ${donorCode}` : `donor ${donorCode}, on from ${after}`;
    const { readingId } = await this.transactions.once(context, (tx) =>
      Promise.resolve({ readingId: recordProductReading(tx, { subject, reason }) }),
    );
    return { readingId, ...(await this.transactions.read(context, (tx) => this.trace(tx, command, after))) };
  }

  private async trace(
    tx: Transaction,
    command: TraceDonorCommand,
    after: string,
  ): Promise<Omit<DonorTrace, 'readingId'>> {
    const { batches: all, products } = await stockOf(tx, this.cipher, command.trialId);
    const batches = all.filter(({ content }) => content.donorCode === command.donorCode);
    const recipients = batches
      .flatMap(({ id, number }): BatchRecipient[] =>
        recipientsOf(id, products).map(({ code, ...recipient }) => ({
          batchNumber: number,
          productCode: code,
          ...recipient,
        })),
      )
      .sort((one, other) => (placeOf(one) < placeOf(other) ? -1 : 1))
      .filter((recipient) => placeOf(recipient) > after);
    const { items, nextCursor } = pageOf(recipients, pageSize(command), placeOf);
    return {
      batches: batches.map(({ number, status, expiresAt, unitsLeft }) => ({
        batchNumber: number,
        status,
        expiresAt: expiresAt.toString({ fractionalSecondDigits: 3 }),
        unitsLeft,
      })),
      recipients: items,
      ...(nextCursor === undefined ? {} : { nextCursor }),
    };
  }
}

/** Random both: where a page ends tells nothing. */
const placeOf = ({ productCode, participantId }: BatchRecipient): string => `${productCode} ${participantId}`;
