import { Injectable } from '@nestjs/common';
import type { CorrectPregnancyReceiptCommand, PregnancyView } from '@trial/contracts';
import { instant, Rejection, type Context } from '@trial/kernel';
import { Transactions } from '@trial/persistence';
import { mustBeReceivedAfterAwareness } from '../domain/sponsor-receipt.js';
import { knownParticipant } from '../participants/participant.reads.js';
import { keepPregnancy } from './keep-pregnancy.js';
import { lockPregnancy, viewOf } from './pregnancy.reads.js';
import { tellReceipt } from './tell-receipt.js';

/** The sponsor took the report in at another moment than was recorded; whether that was in time is judged again. */
@Injectable()
export class CorrectPregnancyReceipt {
  constructor(private readonly transactions: Transactions) {}

  execute(command: CorrectPregnancyReceiptCommand, context: Context): Promise<PregnancyView> {
    const receivedAt = instant(command.receivedAt);
    return this.transactions.once(context, async (tx) => {
      const before = await lockPregnancy(tx, command.participantId, command.pregnancyId, command.expectedVersion);
      const { zone } = await knownParticipant(tx, before.participantId);
      if (!before.receivedAt) throw new Rejection('not-received', { rule: 'record the receipt first' });
      if (receivedAt.equals(before.receivedAt))
        throw new Rejection('nothing-to-revise', { field: 'receivedAt', rule: 'this is the moment on record' });
      mustBeReceivedAfterAwareness(before, receivedAt, tx.now);
      const after = { ...before, receivedAt, version: before.version + 1 };
      const said = { act: 'receipt-corrected', learnedAt: receivedAt, reason: command.reason } as const;
      const kept = await keepPregnancy(tx, before, after, said, zone);
      tellReceipt(tx, kept, receivedAt);
      return viewOf(tx, kept);
    });
  }
}
