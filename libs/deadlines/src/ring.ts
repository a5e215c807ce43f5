import type { Context } from '@trial/kernel';
import type { Transaction, Transactions } from '@trial/persistence';

export type Fire = (payload: unknown, tx: Transaction) => Promise<void>;

export interface DueRow {
  readonly id: string;
  readonly name: string;
  readonly key: string;
  readonly dueMs: string;
  readonly trialId: string;
  readonly siteId: string;
  readonly trace: string;
}

/** The columns of `DueRow`, for every query that looks for what is due. */
export const DUE_COLUMNS = `id, name, key, (extract(epoch from due_at) * 1000)::bigint::text as "dueMs", trial_id as "trialId", site_id as "siteId", trace`;

/**
 * Fires a deadline if it is still armed and due: the row is locked, the handler runs, the row is marked, all in one
 * transaction, so that a bell that rings twice fires once.
 */
export function ring(transactions: Transactions, due: DueRow, fire: Fire): Promise<'fired' | 'nothing-due'> {
  return transactions.run(contextOf(transactions.service, due), async (tx) => {
    const [row] = await tx.query<{ payload: unknown }>(
      `select payload from deadline where id = $1 and status = 'armed' and due_at <= $2 for update skip locked`,
      [due.id, tx.now.toString()],
    );
    if (!row) return 'nothing-due';
    await fire(row.payload, tx);
    await tx.query(`update deadline set status = 'fired', settled_at = $1 where id = $2`, [tx.now.toString(), due.id]);
    return 'fired';
  });
}

const contextOf = (service: string, due: DueRow): Context => ({
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
