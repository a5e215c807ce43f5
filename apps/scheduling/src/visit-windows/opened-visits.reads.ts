import type { Transaction } from '@trial/persistence';
import { visitWindowOpens } from './visit-window.deadline.js';

/** The ids of those visits whose window has opened, whatever became of them since. */
export async function openedVisits(
  tx: Transaction,
  visits: readonly { readonly id: string }[],
): Promise<ReadonlySet<string>> {
  const fired = await tx.query<{ key: string }>(
    `select key from deadline where name = $1 and key = any($2) and status = 'fired'`,
    [visitWindowOpens.name, visits.map(({ id }) => id)],
  );
  return new Set(fired.map(({ key }) => key));
}
