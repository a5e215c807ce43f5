import { EntitySchema } from 'typeorm';
import type { Id, Instant, PersonId, TrialId } from '@trial/kernel';
import { instantColumn, primaryIdentifier, text } from '@trial/persistence';

/** What a receiver said, word for word and sealed, whether anybody waited for it or not. */
export interface StoredAcknowledgement {
  readonly id: Id<'acknowledgement'>;
  readonly trialId: TrialId;
  /** In the answer to a sending, or in a file somebody brought. */
  readonly came: 'answer' | 'file';
  readonly sealedText: Buffer;
  readonly receivedBy: PersonId;
  readonly receivedAt: Instant;
}

export const Acknowledgements = new EntitySchema<StoredAcknowledgement>({
  name: 'acknowledgement',
  columns: {
    id: primaryIdentifier(),
    trialId: text('trial_id'),
    came: text('came'),
    sealedText: { type: 'bytea', name: 'sealed_text' },
    receivedBy: text('received_by'),
    receivedAt: instantColumn('received_at'),
  },
});
