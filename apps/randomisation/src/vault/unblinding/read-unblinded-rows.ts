import { Injectable } from '@nestjs/common';
import { keyAfter, pageOf, pageSize, type PageOfUnblindedRows, type UnblindedRowPage } from '@trial/contracts';
import { Rejection, type Context, type TrialId } from '@trial/kernel';
import { Transactions, type Transaction } from '@trial/persistence';
import { armsOf } from '../../domain/arm-of.js';
import { allocationsFrom, allocationsUpTo } from '../allocations/allocation.reads.js';
import { bundleOf } from '../commitment/open-list.js';
import { VaultCipher } from '../encryption/vault-cipher.js';
import { openedList } from '../randomisation-lists/opened-list.js';
import { TrialUnblindings } from './trial-unblinding.table.js';

/** Who holds which row of an opened list, page by page. That a page is read is on record before it is opened (R25). */
@Injectable()
export class ReadUnblindedRows {
  constructor(
    private readonly transactions: Transactions,
    private readonly cipher: VaultCipher,
  ) {}

  async execute(request: PageOfUnblindedRows, context: Context): Promise<UnblindedRowPage> {
    const after = rowsBefore(request.cursor);
    await this.record(request, after, context);
    return this.transactions.read(context, async (tx) => {
      const rows = await this.rowsOf(tx, request.trialId);
      const numbered = rows.map((row, index) => ({ row, number: index + 1 })).slice(after);
      const { items, ...page } = pageOf(numbered, pageSize(request), ({ number }) => String(number));
      return { items: items.map(({ row }) => row), ...page };
    });
  }

  private record(request: PageOfUnblindedRows, after: number, context: Context): Promise<void> {
    const { trialId } = request;
    const { actor, role, organisation } = context;
    return this.transactions.run(context, async (tx) => {
      if (!(await tx.rows(TrialUnblindings).existsBy({ trialId }))) throw new Rejection('trial-not-unblinded');
      tx.write(
        `insert into unblinding_reading (trial_id, rows_after, rows_at_most, read_by, role, organisation, read_at)
         values ($1, $2, $3, $4, $5, $6, $7)`,
        [trialId, after, pageSize(request), actor, role, organisation, tx.now.toString()],
      );
    });
  }

  /** The rows of the list of a trial, in its order, each with the participant who holds it. */
  private async rowsOf(tx: Transaction, trialId: TrialId): Promise<UnblindedRowPage['items']> {
    const list = await openedList(tx, this.cipher, trialId);
    if (!list) throw new Error(`the list of trial ${trialId} cannot be opened`);
    const { listId, rows, specification } = list;
    const last = (await allocationsFrom(tx, listId)).at(-1);
    // Where an arm follows from everybody before, everybody before is needed.
    const held = last ? await allocationsUpTo(tx, last) : [];
    const arms = armsOf(specification, rows, held);
    const holders = new Map(
      held.map(({ stratum, position, participantId }, i) => {
        const received = arms[i];
        return [`${stratum} ${position}`, { participantId, ...(received ? { received } : {}) }];
      }),
    );
    return bundleOf({ trial: trialId, list: listId }, rows).rows.map(({ path, ...row }) => {
      return { listId, ...holders.get(`${row.stratum} ${row.position}`), ...row, path: [...path] };
    });
  }
}

/** How many rows the pages before this one had; `Rejection('cursor-not-readable')`. */
function rowsBefore(cursor: string | undefined): number {
  const key = keyAfter(cursor);
  if (!/^\d{0,7}$/.test(key)) throw new Rejection('cursor-not-readable', { field: 'cursor' });
  return Number(key);
}
