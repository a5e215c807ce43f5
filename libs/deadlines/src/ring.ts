import type { Context } from '@trial/kernel';
import type { Transaction, Transactions } from '@trial/persistence';
import type { DueRow } from './due-rows.js';

export type Fire = (payload: unknown, tx: Transaction) => Promise<void>;

/**
 * Fires a deadline if it is still armed and due: the row is locked and marked, and the handler runs, in one transaction,
 * so that a bell that rings twice fires once. The mark comes first: what the handler then arms again, even this one,
 * stays armed; and locking and marking are one question.
 */
export function ring(transactions: Transactions, due: DueRow, fire: Fire): Promise<'fired' | 'nothing-due'> {
  return transactions.run(contextOf(transactions.service, due), async (tx) => {
    const [row] = await tx.query<{ payload: unknown }>(
      `update deadline set status = 'fired', settled_at = $2
        where id = (select id from deadline where id = $1 and status = 'armed' and due_at <= $2 for update skip locked)
        returning payload`,
      [due.id, tx.now.toString()],
    );
    if (!row) return 'nothing-due';
    await fire(row.payload, tx);
    return 'fired';
  });
}

/** Under which a deadline acts, and is audited. */
export const contextOf = (service: string, due: DueRow): Context => ({
  actor: `service:${service}`,
  role: 'service',
  organisation: 'platform',
  trialId: due.trialId,
  sites: [due.siteId],
  zone: 'UTC',
  reason: `deadline:${due.name}`,
  trace: due.trace,
  // Name and key rather than the row's id: the same deadline due at the same moment is the same cause in every run.
  cause: `deadline:${due.name}:${due.key}:${due.dueMs}`,
});
