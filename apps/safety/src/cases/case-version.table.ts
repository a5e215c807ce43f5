import { EntitySchema } from 'typeorm';
import type { Instant, PersonId } from '@trial/kernel';
import { identifier, instantColumn, json, text, whole } from '@trial/persistence';
import type { CaseTold } from '../domain/icsr/case/compose-case.js';
import type { ReportKind } from '../domain/icsr/case/case-report.js';
import type { StoredCase } from '../domain/icsr/case/stored-case.js';
import { place, type Placed } from '../placement/placed.js';
import type { CaseId } from './case.table.js';

/** One version of a case, whole and never changed: what it says, from which version of the event, who made it and why. */
export interface CaseVersion {
  readonly caseId: CaseId;
  /** From 1, without gaps. */
  readonly number: number;
  readonly kind: ReportKind['kind'];
  readonly reason: string | null;
  readonly eventVersion: number;
  /** What a person added to what the records say. */
  readonly told: CaseTold;
  readonly report: StoredCase;
  /** Of `report` as canonical JSON (RFC 8785). */
  readonly sha256: string;
  readonly madeBy: PersonId;
  readonly madeAt: Instant;
}

export const CaseVersions = new EntitySchema<Placed<CaseVersion>>({
  name: 'case_version',
  columns: {
    caseId: identifier('case_id', { primary: true, primaryKeyConstraintName: 'case_version_once' }),
    number: whole('number', { primary: true, primaryKeyConstraintName: 'case_version_once' }),
    ...place,
    kind: text('kind'),
    reason: text('reason', { nullable: true }),
    eventVersion: whole('event_version'),
    told: json('told'),
    report: json('report'),
    sha256: text('sha256'),
    madeBy: text('made_by'),
    madeAt: instantColumn('made_at'),
  },
});
