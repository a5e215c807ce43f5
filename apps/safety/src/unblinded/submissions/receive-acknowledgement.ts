import { Injectable } from '@nestjs/common';
import type { ReceiveAcknowledgementCommand, ReceivedAcknowledgement } from '@trial/contracts';
import { Rejection, type Context } from '@trial/kernel';
import { Transactions } from '@trial/persistence';
import { acknowledgementIn, TakeAnswer } from './take-answer.js';

/** A person brings the file a receiver answered with. */
@Injectable()
export class ReceiveAcknowledgement {
  constructor(
    private readonly transactions: Transactions,
    private readonly answers: TakeAnswer,
  ) {}

  async execute({ text }: ReceiveAcknowledgementCommand, context: Context): Promise<ReceivedAcknowledgement> {
    const read = acknowledgementIn(text);
    if ('unreadable' in read)
      throw new Rejection('acknowledgement-not-readable', { field: 'text', rule: `broken: ${read.unreadable}` });
    return this.transactions.once(context, async (tx) => {
      const { acknowledgementId, changed, strangers } = await this.answers.take(tx, text, read, 'file');
      return { acknowledgementId, changed: [...changed], strangers: [...strangers] };
    });
  }
}
