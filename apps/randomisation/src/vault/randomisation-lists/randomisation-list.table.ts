import { EntitySchema } from 'typeorm';
import type { Instant, PersonId, TrialId } from '@trial/kernel';
import { identifier, instantColumn, primaryIdentifier, text, whole } from '@trial/persistence';
import type { VaultEnvironment } from '../vault.config.js';

/** A list as it is kept: what it is made of is ciphertext. */
export interface RandomisationList {
  readonly id: string;
  readonly trialId: TrialId;
  readonly trialVersion: number;
  /** Of the trial file: target, strata, caps and replacements are part of what was asked for. */
  readonly trialChecksum: string | null;
  /** Null for lists from before there was one; nobody can open them. */
  readonly environment: VaultEnvironment | null;
  /** `added`: its further rows stand under the sealed list that it extends. */
  readonly status: 'generated' | 'sealed' | 'added';
  readonly extendsList: string | null;
  readonly positions: number;
  readonly checksum: string;
  readonly sealedSpecification: Buffer;
  /** Who made it, here or elsewhere. */
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
    trialChecksum: text('trial_checksum', { nullable: true }),
    environment: text('environment', { nullable: true }),
    status: text('status'),
    extendsList: identifier('extends_list', { nullable: true }),
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
