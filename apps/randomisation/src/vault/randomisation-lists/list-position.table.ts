import { EntitySchema } from 'typeorm';
import type { TrialId } from '@trial/kernel';
import { identifier, text, whole } from '@trial/persistence';

/** One place of a list. Which block and arm stand there is ciphertext. */
export interface ListPosition {
  readonly listId: string;
  readonly stratum: string;
  /** From 1 within the stratum. */
  readonly position: number;
  readonly trialId: TrialId;
  readonly sealedRow: Buffer;
}

export const ListPositions = new EntitySchema<ListPosition>({
  name: 'list_position',
  columns: {
    listId: identifier('list_id', { primary: true }),
    stratum: text('stratum', { primary: true }),
    position: whole('position', { primary: true }),
    trialId: text('trial_id'),
    sealedRow: { type: 'bytea', name: 'sealed_row' },
  },
});
