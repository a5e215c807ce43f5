import { Injectable } from '@nestjs/common';
import type { ClosedFollowUp, CloseFollowUpCommand } from '@trial/contracts';
import { Rejection, type Context } from '@trial/kernel';
import { Transactions } from '@trial/persistence';
import { VaultCipher } from '../encryption/vault-cipher.js';
import { lockStock } from './batch.reads.js';
import { FollowUpClosures } from './follow-up-closure.table.js';
import { openFollowUps } from './follow-up.reads.js';
import { sealClosure } from './sealed-batch.js';

/** Says what was done for a recipient, once; should their batch be stopped for another cause, they are a task again. */
@Injectable()
export class CloseFollowUp {
  constructor(
    private readonly transactions: Transactions,
    private readonly cipher: VaultCipher,
  ) {}

  execute({ trialId, followUpId, account }: CloseFollowUpCommand, context: Context): Promise<ClosedFollowUp> {
    return this.transactions.once(context, async (tx) => {
      await lockStock(tx, trialId);
      const open = (await openFollowUps(tx, this.cipher, trialId)).find(({ id }) => id === followUpId);
      if (!open) throw new Rejection('follow-up-unknown', { field: 'followUpId' });
      const id = tx.newId();
      const closure = { followUpId, statusNumber: open.stopped.number, account };
      await tx.rows(FollowUpClosures).insert({
        id,
        trialId,
        sealedClosure: sealClosure(this.cipher, id, closure),
        closedBy: context.actor,
        closedAt: tx.now,
      });
      return { followUpId, closedAt: tx.now.toString({ fractionalSecondDigits: 3 }) };
    });
  }
}
