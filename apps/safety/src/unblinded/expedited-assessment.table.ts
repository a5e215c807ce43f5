import { EntitySchema } from 'typeorm';
import type { Instant, PersonId } from '@trial/kernel';
import { identifier, instantColumn, primaryIdentifier, text } from '@trial/persistence';

/** Pharmacovigilance has answered one clock. Whether a report was due to an authority is for this module alone. */
export interface ExpeditedAssessment {
  readonly id: string;
  readonly trialId: string;
  readonly siteId: string;
  readonly participantId: string;
  readonly adverseEventId: string;
  readonly clockId: string;
  readonly closedBy: PersonId;
  readonly closedAt: Instant;
}

export const ExpeditedAssessments = new EntitySchema<ExpeditedAssessment>({
  name: 'expedited_assessment',
  columns: {
    id: primaryIdentifier(),
    trialId: text('trial_id'),
    siteId: text('site_id'),
    participantId: identifier('participant_id'),
    adverseEventId: identifier('adverse_event_id'),
    clockId: identifier('clock_id'),
    closedBy: text('closed_by'),
    closedAt: instantColumn('closed_at'),
  },
  uniques: [{ name: 'expedited_assessment_once', columns: ['clockId'] }],
});
