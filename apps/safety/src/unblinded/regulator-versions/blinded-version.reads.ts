import { Rejection } from '@trial/kernel';
import type { Transaction } from '@trial/persistence';
import type { CaseReport } from '../../domain/icsr/case/case-report.js';
import { caseFrom, type StoredCase } from '../../domain/icsr/case/stored-case.js';
import type { Placed } from '../../placement/placed.js';

/** One version of a case as the blinded know it. */
export type BlindedVersion = Placed<{
  readonly adverseEventId: string;
  readonly trialVersion: number;
  readonly report: CaseReport;
}>;

interface Row {
  readonly trial_id: string;
  readonly site_id: string;
  readonly participant_id: string;
  readonly adverse_event_id: string;
  readonly trial_version: number;
  readonly report: StoredCase;
}

/** Asked through the one function the blinded part opens to this module; `Rejection('case-unknown')`. */
export async function blindedVersion(tx: Transaction, caseId: string, number: number): Promise<BlindedVersion> {
  const [row] = await tx.query<Row>('select * from safety.version_of_case($1, $2)', [caseId, number]);
  if (!row) throw new Rejection('case-unknown', { field: 'basedOn' });
  return {
    trialId: row.trial_id,
    siteId: row.site_id,
    participantId: row.participant_id,
    adverseEventId: row.adverse_event_id,
    trialVersion: row.trial_version,
    report: caseFrom(row.report),
  };
}
