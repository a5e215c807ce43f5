import type { DataOf, visitCancelled } from '@trial/contracts';
import type { Transaction } from '@trial/persistence';
import { Visits } from '../visits/visit.table.js';
import { dropVisit } from './change-plan.js';

/** Nothing that was planned for a participant will take place. */
export async function cancelAll(
  tx: Transaction,
  participantId: string,
  because: DataOf<typeof visitCancelled>['because'],
): Promise<void> {
  const planned = await tx.rows(Visits).find({
    where: { participantId, state: 'planned' },
    order: { targetAt: 'asc', id: 'asc' },
    lock: { mode: 'pessimistic_write' },
  });
  for (const visit of planned) await dropVisit(tx, visit, because);
}
