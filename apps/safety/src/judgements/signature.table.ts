import { EntitySchema } from 'typeorm';
import type { Instant, PersonId } from '@trial/kernel';
import { identifier, instantColumn, primaryIdentifier, text, whole } from '@trial/persistence';
import type { Signature } from '../domain/signature.js';
import { place, type Placed } from '../placement/placed.js';

/** A signature of a person on one version of an adverse event (21 CFR 11.50, 11.70). */
export interface RecordedSignature extends Signature {
  readonly adverseEventVersion: number;
  readonly signedBy: PersonId;
  readonly role: string;
  readonly organisation: string;
  readonly signedAt: Instant;
  /** When something of what was signed changed; null while the signature is current. */
  readonly supersededAt: Instant | null;
}

export const Signatures = new EntitySchema<Placed<RecordedSignature>>({
  name: 'signature',
  columns: {
    id: primaryIdentifier(),
    adverseEventId: identifier('adverse_event_id'),
    ...place,
    adverseEventVersion: whole('adverse_event_version'),
    meaning: text('meaning'),
    contentHash: text('content_hash'),
    signedBy: text('signed_by'),
    role: text('role'),
    organisation: text('organisation'),
    signedAt: instantColumn('signed_at'),
    supersededAt: instantColumn('superseded_at', { nullable: true }),
  },
  indices: [
    {
      name: 'signature_current_once',
      columns: ['adverseEventId', 'meaning'],
      unique: true,
      where: 'superseded_at is null',
    },
  ],
});
