import type { Transaction } from '@trial/persistence';
import type { StratumSupply } from '../../domain/list-supply.js';

/** How far each stratum of a list has been drawn on, over all sites whoever asks. */
export const supplyOf = (tx: Transaction, listId: string): Promise<StratumSupply[]> =>
  tx.query<StratumSupply>('select stratum, rows, used from list_supply($1) order by stratum', [listId]);
