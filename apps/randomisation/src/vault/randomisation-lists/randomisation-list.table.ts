import { EntitySchema } from 'typeorm';
import type { Instant, PersonId, TrialId } from '@trial/kernel';
import { instantColumn, primaryIdentifier, text, whole } from '@trial/persistence';

/** A list as it is kept: what it is made of is ciphertext. */
export interface RandomisationList {
  readonly id: string;
  readonly trialId: TrialId;
  readonly trialVersion: number;
  readonly status: 'generated' | 'sealed';
  readonly positions: number;
  readonly checksum: string;
  readonly sealedSpecification: Buffer;
  readonly generatedBy: PersonId;
  readonly generatedAt: Instant;
  /** Who sealed it for use, and when. */
  readonly releasedBy: PersonId | null;
  readonly releasedAt: Instant | null;
  /** What was committed to when it was sealed (`commitment/list-commitment.ts`). */
  readonly commitmentRoot: string | null;
  /** The key it is encrypted with (`VaultCipher.keyId`); null of a list from before it was noted. */
  readonly keyId: string | null;
}

export const RandomisationLists = new EntitySchema<RandomisationList>({
  name: 'randomisation_list',
  columns: {
    id: primaryIdentifier(),
    trialId: text('trial_id'),
    trialVersion: whole('trial_version'),
    status: text('status'),
    positions: whole('positions'),
    checksum: text('checksum'),
    sealedSpecification: { type: 'bytea', name: 'sealed_specification' },
    generatedBy: text('generated_by'),
    generatedAt: instantColumn('generated_at'),
    releasedBy: text('released_by', { nullable: true }),
    releasedAt: instantColumn('released_at', { nullable: true }),
    commitmentRoot: text('commitment_root', { nullable: true }),
    keyId: text('key_id', { nullable: true }),
  },
  indices: [{ name: 'randomisation_list_sealed_once', columns: ['trialId'], unique: true, where: `status = 'sealed'` }],
});
