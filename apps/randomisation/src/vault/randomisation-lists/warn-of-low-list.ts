import { listRunningLow } from '@trial/contracts/restricted';
import type { SiteId } from '@trial/kernel';
import { publish } from '@trial/messaging';
import type { Transaction } from '@trial/persistence';
import { isLow, type StratumSupply } from '../../domain/list-supply.js';

/**
 * Says once that a stratum of a list runs low (R15); once more when it was topped up and runs low again. Which stratum
 * it is, the status of the list tells.
 */
export async function warnOfLowList(
  tx: Transaction,
  { listId, siteId, supply }: { readonly listId: string; readonly siteId: SiteId; readonly supply: StratumSupply },
): Promise<void> {
  const { trialId } = tx.context;
  if (!isLow(supply)) return;
  const first = await tx.query(
    `insert into list_warning (list_id, stratum, rows, trial_id, warned_at) values ($1, $2, $3, $4, $5)
     on conflict do nothing returning stratum`,
    [listId, supply.stratum, supply.rows, trialId, tx.now.toString()],
  );
  if (first.length > 0) publish(tx, listRunningLow, { trialId, siteId, listId });
}
