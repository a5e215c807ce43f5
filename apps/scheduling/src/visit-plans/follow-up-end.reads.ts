import type { Transaction } from '@trial/persistence';
import { FollowUpEnds } from './follow-up-end.table.js';

/** The last civil day of variable follow-up at a site; null while the trial has set none. */
export async function followUpEndAt(
  tx: Transaction,
  { trialId, siteId }: { readonly trialId: string; readonly siteId: string },
): Promise<string | null> {
  const end = await tx.rows(FollowUpEnds).findOneBy({ trialId, siteId });
  return end?.endsOn.toString() ?? null;
}
