import { Injectable } from '@nestjs/common';
import type { ReceiveAcknowledgementCommand, ReceivedAcknowledgement } from '@trial/contracts';
import { Cipher } from '@trial/encryption';
import { Rejection, type Context } from '@trial/kernel';
import { Transactions } from '@trial/persistence';
import { acknowledgementView } from './acknowledgement.reads.js';
import { acknowledgementIn, TakeAnswer } from './take-answer.js';

/**
 * A person brings the file a receiver answered with. The receipt of the command knows what it changed here, and not whom else
 * it names: that stays sealed.
 */
@Injectable()
export class ReceiveAcknowledgement {
  constructor(
    private readonly transactions: Transactions,
    private readonly cipher: Cipher,
    private readonly answers: TakeAnswer,
  ) {}

  async execute({ text }: ReceiveAcknowledgementCommand, context: Context): Promise<ReceivedAcknowledgement> {
    const read = acknowledgementIn(text);
    if ('unreadable' in read)
      throw new Rejection('acknowledgement-not-readable', { field: 'text', rule: `broken: ${read.unreadable}` });
    const receipt = await this.transactions.once(context, async (tx) => {
      const { acknowledgementId, changed } = await this.answers.take(tx, text, read, 'file');
      return { acknowledgementId, changed: [...changed] };
    });
    return this.transactions.read(context, async (tx) => {
      const { strangers } = await acknowledgementView(tx, this.cipher, receipt.acknowledgementId);
      return { ...receipt, strangers };
    });
  }
}
