import { Injectable } from '@nestjs/common';
import type { UnblindedTrial, UnblindTrialCommand } from '@trial/contracts';
import { isFresh, Rejection, signInNotFresh, type Context } from '@trial/kernel';
import { isConflict, Transactions } from '@trial/persistence';
import { RandomisationLists } from '../randomisation-lists/randomisation-list.table.js';
import { DatabaseLocks } from './database-lock.table.js';
import { TrialUnblindings } from './trial-unblinding.table.js';

/** Opens the list of a trial: not before two persons locked its database, and once (UB2). The answer holds no row. */
@Injectable()
export class UnblindTrial {
  constructor(private readonly transactions: Transactions) {}

  async execute({ trialId, reason }: UnblindTrialCommand, context: Context): Promise<UnblindedTrial> {
    if (!isFresh(context.signedInSecondsAgo)) throw signInNotFresh();
    try {
      return await this.transactions.once(context, async (tx) => {
        if (!(await tx.rows(DatabaseLocks).existsBy({ trialId }))) {
          throw new Rejection('database-not-locked', { rule: 'data manager and monitor sign the lock first' });
        }
        if (!(await tx.rows(RandomisationLists).existsBy({ trialId, status: 'sealed' }))) {
          throw new Rejection('list-unknown');
        }
        const { actor: unblindedBy, role, organisation } = context;
        await tx
          .rows(TrialUnblindings)
          .insert({ id: tx.newId(), trialId, unblindedBy, role, organisation, reason, unblindedAt: tx.now });
        return { unblindedAt: tx.now.toString({ fractionalSecondDigits: 3 }) };
      });
    } catch (error) {
      if (isConflict(error, 'trial_unblinding_once')) throw new Rejection('already-unblinded');
      throw error;
    }
  }
}
