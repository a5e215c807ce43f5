import { listRunningLow } from '@trial/contracts/restricted';
import type { SiteId } from '@trial/kernel';
import { publish } from '@trial/messaging';
import type { Transaction } from '@trial/persistence';
import { isLow } from '../../domain/list-supply.js';
import { supplyOfStratum } from './list-supply.reads.js';

/**
 * Says once that a stratum of a list runs low (R15); once more when it was topped up and runs low again. Which stratum
 * it is, the status of the list tells.
 */
export async function warnOfLowList(
  tx: Transaction,
  { listId, stratum, siteId }: { readonly listId: string; readonly stratum: string; readonly siteId: SiteId },
): Promise<void> {
  const { trialId } = tx.context;
  const supply = await supplyOfStratum(tx, listId, stratum);
  if (!supply || !isLow(supply)) return;
  const first = await tx.query(
    `insert into list_warning (list_id, stratum, rows, trial_id, warned_at) values ($1, $2, $3, $4, $5)
     on conflict do nothing returning stratum`,
    [listId, stratum, supply.rows, trialId, tx.now.toString()],
  );
  if (first.length > 0) publish(tx, listRunningLow, { trialId, siteId, listId });
}
