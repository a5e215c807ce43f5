import { EntitySchema } from 'typeorm';
import type { Instant, ParticipantId, PersonId, SiteId, TrialId } from '@trial/kernel';
import { identifier, instantColumn, primaryIdentifier, text } from '@trial/persistence';
import type { ProductStep, ScanOutcome } from '../../domain/cell-product/product.js';

/** A product labelled for one participant. Its row looks the same whatever it holds. */
export interface LabelledProduct {
  readonly id: string;
  readonly trialId: TrialId;
  readonly siteId: SiteId;
  readonly participantId: ParticipantId;
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
    code: text('code'),
    sealedBatch: { type: 'bytea', name: 'sealed_batch' },
    preparedBy: text('prepared_by'),
    preparedAt: instantColumn('prepared_at'),
  },
  uniques: [{ name: 'product_code_once', columns: ['trialId', 'code'] }],
  indices: [{ name: 'product_participant', columns: ['participantId'] }],
});

/** One scan, accepted or not; of what was given, what the administration says. */
export interface ProductScan {
  readonly id: string;
  readonly trialId: TrialId;
  readonly siteId: SiteId;
  readonly participantId: ParticipantId;
  readonly code: string | null;
  readonly step: ProductStep;
  readonly outcome: ScanOutcome;
  /** Set by an accepted thaw. */
  readonly usableUntil: Instant | null;
  readonly warnAt: Instant | null;
  readonly scannedBy: PersonId;
  readonly role: string;
  readonly scannedAt: Instant;
}

export const ProductScans = new EntitySchema<ProductScan>({
  name: 'product_scan',
  columns: {
    id: primaryIdentifier(),
    trialId: text('trial_id'),
    siteId: text('site_id'),
    participantId: identifier('participant_id'),
    code: text('code', { nullable: true }),
    step: text('step'),
    outcome: text('outcome'),
    usableUntil: instantColumn('usable_until', { nullable: true }),
    warnAt: instantColumn('warn_at', { nullable: true }),
    scannedBy: text('scanned_by'),
    role: text('role'),
    scannedAt: instantColumn('scanned_at'),
  },
  indices: [
    { name: 'product_scan_code', columns: ['trialId', 'code'] },
    {
      name: 'product_step_once',
      columns: ['trialId', 'code', 'step'],
      unique: true,
      where: `outcome = 'accepted'`,
    },
  ],
});
