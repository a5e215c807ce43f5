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
  readonly allocatedAt: Date;
  /** The levels frozen with it, by factor. */
  readonly levels: Readonly<Record<string, string>>;
  readonly sealedRow: Buffer;
}

/** The allocation of one participant; undefined also for one of a site the caller may not see. */
export async function allocationOf(
  tx: Transaction,
  { trialId, participantId }: { readonly trialId: TrialId; readonly participantId: ParticipantId },
): Promise<HeldRow | undefined> {
  const [held] = await tx.query<HeldRow>(
    `select ${HELD} from allocation ${ROW} where trial_id = $1 and participant_id = $2`,
    [trialId, participantId],
  );
  return held;
}

/** All allocations from a list that the caller may see, in the order in which they were made. */
export const allocationsFrom = (tx: Transaction, listId: string): Promise<HeldRow[]> =>
  tx.query<HeldRow>(`select ${HELD} from allocation ${ROW} where list_id = $1 order by sequence`, [listId]);

/**
 * All allocations from a list, of every site, up to one: where the arm of one follows from those before, whoever may be
 * shown it needs them. What is returned stays in the vault.
 */
export const allocationsUpTo = (tx: Transaction, { listId, allocationId }: HeldRow): Promise<HeldRow[]> =>
  tx.query<HeldRow>(`select ${HELD} from allocations_up_to($1, $2) allocation ${ROW} order by sequence`, [
    listId,
    allocationId,
  ]);

const HELD = `
  allocation.id as "allocationId", allocation.site_id as "siteId", allocation.participant_id as "participantId",
  list_id as "listId", stratum, position, levels,
  allocated_at as "allocatedAt",
  place.sealed_row as "sealedRow"`;
const ROW = 'join list_position place using (trial_id, list_id, stratum, position)';
