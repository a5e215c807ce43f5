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
  /** `strangers` and `unreadable` are for a person to look at; null where it came before this was written down. */
  readonly reading: 'understood' | 'strangers' | 'unreadable' | null;
  /** `Reading` as JSON. */
  readonly sealedReading: Buffer | null;
  /** The key it is sealed with (`Cipher.keyId`); null of one from before it was noted. */
  readonly keyId: string | null;
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
    reading: text('reading', { nullable: true }),
    sealedReading: { type: 'bytea', name: 'sealed_reading', nullable: true },
    keyId: text('key_id', { nullable: true }),
    receivedBy: text('received_by'),
    receivedAt: instantColumn('received_at'),
  },
});
