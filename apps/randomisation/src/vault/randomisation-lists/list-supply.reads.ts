import type { Transaction } from '@trial/persistence';
import type { StratumSupply } from '../../domain/list-supply.js';

/** How far each stratum of a list has been drawn on, over all sites whoever asks. */
export const supplyOf = (tx: Transaction, listId: string): Promise<StratumSupply[]> =>
  tx.query<StratumSupply>('select stratum, rows, used from list_supply($1) order by stratum', [listId]);

/** The same of one stratum, undefined when the list has no such, in time that does not grow with the list. */
export async function supplyOfStratum(
  tx: Transaction,
  listId: string,
  stratum: string,
): Promise<StratumSupply | undefined> {
  const [supply] = await tx.query<StratumSupply>('select stratum, rows, used from stratum_supply($1, $2)', [
    listId,
    stratum,
  ]);
  return supply;
}
