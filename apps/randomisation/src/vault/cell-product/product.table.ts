import { EntitySchema } from 'typeorm';
import type { Instant, ParticipantId, PersonId, SiteId, TrialId } from '@trial/kernel';
import { identifier, instantColumn, primaryIdentifier, text, whole } from '@trial/persistence';

/** A product labelled for one participant. Its row looks the same whatever it holds. */
export interface LabelledProduct {
  readonly id: string;
  readonly trialId: TrialId;
  readonly siteId: SiteId;
  readonly participantId: ParticipantId;
  readonly trialVersion: number;
  readonly code: string;
  readonly sealedBatch: Buffer;
  readonly preparedBy: PersonId;
  readonly preparedAt: Instant;
}

export const Products = new EntitySchema<LabelledProduct>({
  name: 'product',
  columns: {
    id: primaryIdentifier(),
    trialId: text('trial_id'),
    siteId: text('site_id'),
    participantId: identifier('participant_id'),
    trialVersion: whole('trial_version'),
    code: text('code'),
    sealedBatch: { type: 'bytea', name: 'sealed_batch' },
    preparedBy: text('prepared_by'),
    preparedAt: instantColumn('prepared_at'),
  },
  uniques: [{ name: 'product_code_once', columns: ['trialId', 'code'] }],
  indices: [{ name: 'product_participant', columns: ['participantId'] }],
});
