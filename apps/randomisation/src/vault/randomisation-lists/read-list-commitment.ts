import { Injectable } from '@nestjs/common';
import type { AtTrial, SealedRandomisationList } from '@trial/contracts';
import { Rejection, type Context } from '@trial/kernel';
import { Transactions } from '@trial/persistence';
import { COMMITMENT } from '../commitment/list-commitment.js';
import { RandomisationLists } from './randomisation-list.table.js';

/**
 * What was committed to, to be printed before the first participant. How many rows there are is not said: a list ends with
 * a block, and its length would help to guess where blocks end.
 */
@Injectable()
export class ReadListCommitment {
  constructor(private readonly transactions: Transactions) {}

  execute({ trialId }: AtTrial, context: Context): Promise<SealedRandomisationList> {
    return this.transactions.read(context, async (tx) => {
      const list = await tx.rows(RandomisationLists).findOneBy({ trialId, status: 'sealed' });
      if (!list?.releasedAt || !list.commitmentRoot) throw new Rejection('list-unknown');
      return {
        listId: list.id,
        sealedAt: list.releasedAt.toString({ fractionalSecondDigits: 3 }),
        commitment: COMMITMENT,
        root: list.commitmentRoot,
      };
    });
  }
}
