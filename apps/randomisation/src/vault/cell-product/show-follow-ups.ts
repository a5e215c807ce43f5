import { Injectable } from '@nestjs/common';
import type { OpenFollowUpsCommand, RecipientFollowUps } from '@trial/contracts';
import type { Context } from '@trial/kernel';
import { Transactions } from '@trial/persistence';
import { VaultCipher } from '../encryption/vault-cipher.js';
import { openFollowUps } from './follow-up.reads.js';
import { recordProductReading } from './record-product-reading.js';

/** The follow-ups nobody closed. First it is on record who reads them, then they are opened. */
@Injectable()
export class ShowFollowUps {
  constructor(
    private readonly transactions: Transactions,
    private readonly cipher: VaultCipher,
  ) {}

  async execute({ trialId, reason }: OpenFollowUpsCommand, context: Context): Promise<RecipientFollowUps> {
    const { readingId } = await this.transactions.once(context, (tx) =>
      Promise.resolve({ readingId: recordProductReading(tx, { subject: 'follow-ups', reason }) }),
    );
    const open = await this.transactions.read(context, (tx) => openFollowUps(tx, this.cipher, trialId));
    const items = open.slice(0, SHOWN).map(({ id, batch, stopped, code, participantId, siteId, given }) => ({
      followUpId: id,
      batchNumber: batch.number,
      because: stopped.status,
      account: stopped.account,
      productCode: code,
      siteId,
      participantId,
      given,
      openedAt: stopped.changedAt.toString({ fractionalSecondDigits: 3 }),
    }));
    return { readingId, open: open.length, items };
  }
}

const SHOWN = 200;
