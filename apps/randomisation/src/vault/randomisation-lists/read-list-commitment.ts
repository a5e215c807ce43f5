import { Injectable } from '@nestjs/common';
import type { AtTrial, ListCommitment } from '@trial/contracts';
import { Rejection, type Context } from '@trial/kernel';
import { Transactions } from '@trial/persistence';
import { COMMITMENT } from '../commitment/list-commitment.js';
import type { RandomisationList } from './randomisation-list.table.js';
import { listInUse } from './stored-list.js';

/**
 * What was committed to, to be printed before the first participant, and again each time rows were added. How many rows
 * there are is not said: a list ends with a block, and its length would help to guess where blocks end.
 */
@Injectable()
export class ReadListCommitment {
  constructor(private readonly transactions: Transactions) {}

  execute({ trialId }: AtTrial, context: Context): Promise<ListCommitment> {
    return this.transactions.read(context, async (tx) => {
      const inUse = await listInUse(tx, trialId);
      if (!inUse) throw new Rejection('list-unknown');
      const { sealed, added } = inUse;
      return {
        listId: sealed.id,
        commitment: COMMITMENT,
        ...publishedOf(sealed),
        ...(added.length > 0 ? { extensions: added.map(publishedOf) } : {}),
      };
    });
  }
}

function publishedOf({ id, releasedAt, commitmentRoot }: RandomisationList): { sealedAt: string; root: string } {
  if (!releasedAt || commitmentRoot === null) throw new Error(`list ${id} was released without a commitment`);
  return { sealedAt: releasedAt.toString({ fractionalSecondDigits: 3 }), root: commitmentRoot };
}
