import { EntitySchema } from 'typeorm';
import type { Id, Instant, PersonId } from '@trial/kernel';
import { identifier, instantColumn, primaryIdentifier, text } from '@trial/persistence';
import { place, type Placed } from '../placement/placed.js';
import type { AdverseEventId } from '../domain/adverse-event.js';

export type CaseId = Id<'safety-case'>;

/** The case of one serious event: its ids, given once. What it says is in its versions. */
export interface SafetyCase {
  readonly id: CaseId;
  readonly adverseEventId: AdverseEventId;
  /** C.1.1 and C.1.8.1. */
  readonly safetyReportId: string;
  readonly openedBy: PersonId;
  readonly openedAt: Instant;
}

export const SafetyCases = new EntitySchema<Placed<SafetyCase>>({
  name: 'safety_case',
  columns: {
    id: primaryIdentifier(),
    adverseEventId: identifier('adverse_event_id'),
    ...place,
    safetyReportId: text('safety_report_id'),
    openedBy: text('opened_by'),
    openedAt: instantColumn('opened_at'),
  },
  uniques: [
    { name: 'safety_case_once', columns: ['adverseEventId'] },
    { name: 'safety_case_report_id_once', columns: ['safetyReportId'] },
  ],
  indices: [{ name: 'safety_case_participant', columns: ['participantId'] }],
});
