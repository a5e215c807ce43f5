import { EntitySchema } from 'typeorm';
import type { Id, Instant, PersonId, TrialId } from '@trial/kernel';
import { instantColumn, json, plainDateColumn, primaryIdentifier, text, whole } from '@trial/persistence';
import type { ReferenceSafetyInformation } from '../domain/expectedness.js';

/** A version as it was signed; it belongs to the trial and to no site, and never changes. */
export interface SignedReference extends ReferenceSafetyInformation {
  readonly id: Id<'reference-safety-information'>;
  readonly trialId: TrialId;
  /** 1, 2, 3 without gaps. */
  readonly ordinal: number;
  readonly title: string;
  readonly trialVersion: number;
  readonly signedBy: PersonId;
  readonly role: string;
  readonly organisation: string;
  readonly signedAt: Instant;
  readonly contentHash: string;
}

export const References = new EntitySchema<SignedReference>({
  name: 'reference_safety_information',
  columns: {
    id: primaryIdentifier(),
    trialId: text('trial_id'),
    ordinal: whole('ordinal'),
    version: text('version'),
    title: text('title'),
    inForceFrom: plainDateColumn('in_force_from'),
    ctcaeVersion: text('ctcae_version'),
    trialVersion: whole('trial_version'),
    expectedReactions: json('expected_reactions'),
    signedBy: text('signed_by'),
    role: text('role'),
    organisation: text('organisation'),
    signedAt: instantColumn('signed_at'),
    contentHash: text('content_hash'),
  },
  uniques: [
    { name: 'reference_ordinal_once', columns: ['trialId', 'ordinal'] },
    { name: 'reference_version_once', columns: ['trialId', 'version'] },
  ],
});
