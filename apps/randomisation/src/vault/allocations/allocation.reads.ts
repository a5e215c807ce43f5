import type { ParticipantId, SiteId, TrialId } from '@trial/kernel';
import type { Transaction } from '@trial/persistence';

/** An allocation with the row it holds, still sealed. */
export interface HeldRow {
  readonly allocationId: string;
  readonly siteId: SiteId;
  readonly participantId: ParticipantId;
  readonly listId: string;
  readonly stratum: string;
  readonly position: number;
  readonly sealedRow: Buffer;
}

/** The allocation of one participant; undefined also for one of a site the caller may not see. */
export async function allocationOf(
  tx: Transaction,
  { trialId, participantId }: { readonly trialId: TrialId; readonly participantId: ParticipantId },
): Promise<HeldRow | undefined> {
  const [held] = await tx.query<HeldRow>(`${HELD} where trial_id = $1 and participant_id = $2`, [
    trialId,
    participantId,
  ]);
  return held;
}

/** All allocations from a list, in the order in which they were made. */
export const allocationsFrom = (tx: Transaction, listId: string): Promise<HeldRow[]> =>
  tx.query<HeldRow>(`${HELD} where list_id = $1 order by sequence`, [listId]);

const HELD = `
  select allocation.id as "allocationId", allocation.site_id as "siteId",
         allocation.participant_id as "participantId", list_id as "listId", stratum, position,
         place.sealed_row as "sealedRow"
    from allocation join list_position place using (trial_id, list_id, stratum, position)`;
