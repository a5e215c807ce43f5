import type { Instant } from '@trial/kernel';
import type { Transaction } from '@trial/persistence';
import { visitWindowOpens } from './visit-window.deadline.js';

/**
 * The ids of those visits whose window has opened, whatever became of them since.
 *
 * @param by a moment ahead: also those whose window will have opened by then.
 */
export async function openedVisits(
  tx: Transaction,
  visits: readonly { readonly id: string }[],
  by: Instant | null = null,
): Promise<ReadonlySet<string>> {
  const opened = await tx.query<{ key: string }>(
    `select key from deadline
      where name = $1 and key = any($2) and (status = 'fired' or (status = 'armed' and due_at <= $3))`,
    [visitWindowOpens.name, visits.map(({ id }) => id), by?.toString() ?? null],
  );
  return new Set(opened.map(({ key }) => key));
}
