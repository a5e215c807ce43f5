import { EntitySchema } from 'typeorm';
import type { Instant, PersonId, TrialId } from '@trial/kernel';
import { identifier, instantColumn, primaryIdentifier, text, type Transaction } from '@trial/persistence';

/** That somebody looked at a list or at how it stands (R25). What they saw is not written down. */
export interface ListReading {
  readonly id: string;
  readonly trialId: TrialId;
  readonly listId: string | null;
  /** The operation they asked for. */
  readonly operation: string;
  readonly readBy: PersonId;
  readonly role: string;
  readonly organisation: string;
  readonly readAt: Instant;
}

export const ListReadings = new EntitySchema<ListReading>({
  name: 'list_reading',
  columns: {
    id: primaryIdentifier(),
    trialId: text('trial_id'),
    listId: identifier('list_id', { nullable: true }),
    operation: text('operation'),
    readBy: text('read_by'),
    role: text('role'),
    organisation: text('organisation'),
    readAt: instantColumn('read_at'),
  },
});

/** Whoever reads a list writes this in the same transaction: no answer without a record. */
export async function recordReading(tx: Transaction, operation: string, listId: string | undefined): Promise<void> {
  const { trialId, actor, role, organisation } = tx.context;
  await tx.rows(ListReadings).insert({
    id: tx.newId(),
    trialId,
    listId: listId ?? null,
    operation,
    readBy: actor,
    role,
    organisation,
    readAt: tx.now,
  });
}
