import type { Transaction } from '@trial/persistence';

/** The rows of a list that are, or were for good, taken out of its order for a downtime pack. */
export const rowsSetAside = (
  tx: Transaction,
  listId: string,
): Promise<{ readonly stratum: string; readonly position: number }[]> =>
  tx.query(`select stratum, position from reserved_position where list_id = $1 and ending <> 'returned'`, [listId]);
