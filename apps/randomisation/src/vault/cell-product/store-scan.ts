import type { Instant, ParticipantId, PersonId, SiteId, TrialId } from '@trial/kernel';
import type { Transaction } from '@trial/persistence';
import type { ProductStep, ScanOutcome } from '../../domain/cell-product/product.js';

/** One scan, accepted or not; of what was given, what the administration says. */
export interface ProductScan {
  readonly id: string;
  readonly trialId: TrialId;
  readonly siteId: SiteId;
  readonly participantId: ParticipantId;
  /** Whose rules it was judged by. */
  readonly trialVersion: number;
  readonly code: string | null;
  readonly step: ProductStep;
  readonly outcome: ScanOutcome;
  /** Set by an accepted thaw. */
  readonly usableUntil: Instant | null;
  readonly warnAt: Instant | null;
  /** Of what was given. */
  readonly administrationId: string | null;
  readonly scannedBy: PersonId;
  readonly role: string;
  readonly scannedAt: Instant;
}

/** The table has no mapping: it counts its rows, so that the chain of custody has an order of its own. */
export function storeScan(tx: Transaction, scan: ProductScan): void {
  tx.write(
    `insert into product_scan (id, trial_id, site_id, participant_id, trial_version, code, step, outcome, usable_until,
       warn_at, administration_id, scanned_by, role, scanned_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
    [
      scan.id,
      scan.trialId,
      scan.siteId,
      scan.participantId,
      scan.trialVersion,
      scan.code,
      scan.step,
      scan.outcome,
      scan.usableUntil?.toString() ?? null,
      scan.warnAt?.toString() ?? null,
      scan.administrationId,
      scan.scannedBy,
      scan.role,
      scan.scannedAt.toString(),
    ],
  );
}
