import { EntitySchema } from 'typeorm';
import type { Instant, PersonId } from '@trial/kernel';
import { identifier, instantColumn, text, whole } from '@trial/persistence';
import { place, type Placed } from '../../placement/placed.js';

/** One version of a case for the regulator. What it says is sealed, also of which kind it is. */
export interface RegulatorVersion {
  readonly caseId: string;
  /** From 1, in an order of its own: the blinded do not know it. */
  readonly number: number;
  readonly adverseEventId: string;
  readonly trialVersion: number;
  /** The version of the blinded it was made from. */
  readonly basedOn: number;
  /** By which disclosure of the vault it is known what was given; null while it is not. */
  readonly disclosureId: string | null;
  /** `StoredCase` as JSON. */
  readonly sealedReport: Buffer;
  /** The key it is sealed with (`Cipher.keyId`); null of a version from before it was noted. */
  readonly keyId: string | null;
  readonly madeBy: PersonId;
  readonly madeAt: Instant;
}

export const RegulatorVersions = new EntitySchema<Placed<RegulatorVersion>>({
  name: 'regulator_version',
  columns: {
    caseId: identifier('case_id', { primary: true, primaryKeyConstraintName: 'regulator_version_once' }),
    number: whole('number', { primary: true, primaryKeyConstraintName: 'regulator_version_once' }),
    ...place,
    adverseEventId: identifier('adverse_event_id'),
    trialVersion: whole('trial_version'),
    basedOn: whole('based_on'),
    disclosureId: identifier('disclosure_id', { nullable: true }),
    sealedReport: { type: 'bytea', name: 'sealed_report' },
    keyId: text('key_id', { nullable: true }),
    madeBy: text('made_by'),
    madeAt: instantColumn('made_at'),
  },
});
