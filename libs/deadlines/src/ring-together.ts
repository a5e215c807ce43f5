import type { Transaction, Transactions } from '@trial/persistence';
import type { DueRow } from './due-rows.js';
import { contextOf, type Fire } from './ring.js';

interface Locked {
  readonly id: string;
  readonly payload: unknown;
  /** Where this version of the row is: another place when it was changed. */
  readonly version: string;
}

/**
 * Fires several deadlines in one transaction, one after the other, each marked and handled under its own context as if it
 * had been alone; answers those that were still armed and due. All or none: it fails when one does, and also when one was
 * moved or ended by what fired before it.
 *
 * The rows are locked first, so that only what fires here can change them, and a handler need not wait for its mark: that
 * is looked at when both are done. A deadline costs one packet to the database instead of three.
 */
export function ringTogether(
  transactions: Transactions,
  dues: readonly [DueRow, ...DueRow[]],
  fireOf: (due: DueRow) => Fire,
): Promise<DueRow[]> {
  return transactions.run(contextOf(transactions.service, dues[0]), async (tx) => {
    const locked = new Map((await lock(tx, dues)).map((row) => [row.id, row]));
    const ringing = dues.flatMap((due) => {
      const row = locked.get(due.id);
      return row ? [{ due, row, fire: fireOf(due), context: contextOf(tx.service, due) }] : [];
    });
    await tx.asEach(ringing, async (own, { due, row, fire }) => {
      const marked = mark(own, row).catch(() => false);
      await fire(row.payload, own);
      if (!(await marked)) throw new Error(`${due.name} ${due.key} is not any more what was locked`);
    });
    return ringing.map(({ due }) => due);
  });
}

const lock = (tx: Transaction, dues: readonly DueRow[]): Promise<Locked[]> =>
  tx.query<Locked>(
    `select id, payload, ctid::text as version from deadline
      where id = any($1) and status = 'armed' and due_at <= $2 for update skip locked`,
    [dues.map(({ id }) => id), tx.now.toString()],
  );

async function mark(tx: Transaction, { id, version }: Locked): Promise<boolean> {
  const marked = await tx.query(
    `update deadline set status = 'fired', settled_at = $3 where id = $1 and ctid = $2::tid returning id`,
    [id, version, tx.now.toString()],
  );
  return marked.length > 0;
}
