import { Injectable } from '@nestjs/common';
import type { ClosedFollowUp, CloseFollowUpCommand } from '@trial/contracts';
import { Rejection, type Context } from '@trial/kernel';
import { Transactions } from '@trial/persistence';
import { VaultCipher } from '../encryption/vault-cipher.js';
import { lockStock } from './batch.reads.js';
import { FollowUpClosures, FollowUps } from './follow-up.tables.js';
import { sealAccountOf } from './sealed-batch.js';

@Injectable()
export class CloseFollowUp {
  constructor(
    private readonly transactions: Transactions,
    private readonly cipher: VaultCipher,
  ) {}

  execute({ trialId, followUpId, account }: CloseFollowUpCommand, context: Context): Promise<ClosedFollowUp> {
    return this.transactions.once(context, async (tx) => {
      await lockStock(tx, trialId);
      if (!(await tx.rows(FollowUps).existsBy({ id: followUpId, trialId }))) {
        throw new Rejection('follow-up-unknown', { field: 'followUpId' });
      }
      if (await tx.rows(FollowUpClosures).existsBy({ followUpId })) throw new Rejection('follow-up-closed');
      await tx.rows(FollowUpClosures).insert({
        followUpId,
        trialId,
        sealedAccount: sealAccountOf(this.cipher, followUpId, account),
        closedBy: context.actor,
        closedAt: tx.now,
      });
      return { followUpId, closedAt: tx.now.toString({ fractionalSecondDigits: 3 }) };
    });
  }
}
