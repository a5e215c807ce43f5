import { EntitySchema } from 'typeorm';
import type { Instant, PersonId } from '@trial/kernel';
import { instantColumn, primaryIdentifier, text, whole, words } from '@trial/persistence';
import type { Eligibility } from '../../domain/eligibility.js';
import { placeColumns, type Place } from '../participants/place.js';

/** One signed judgement; its answers are rows of `criterion_answer`. */
export interface EligibilityAssessment extends Place {
  readonly id: string;
  readonly trialVersion: number;
  readonly outcome: Eligibility['outcome'];
  /** Ids of the criteria against entry. */
  readonly failed: readonly string[];
  readonly signedBy: PersonId;
  readonly signedAt: Instant;
}

export const EligibilityAssessments = new EntitySchema<EligibilityAssessment>({
  name: 'eligibility_assessment',
  columns: {
    id: primaryIdentifier(),
    ...placeColumns,
    trialVersion: whole('trial_version'),
    outcome: text('outcome'),
    failed: words('failed'),
    signedBy: text('signed_by'),
    signedAt: instantColumn('signed_at'),
  },
  indices: [{ name: 'eligibility_assessment_participant', columns: ['participantId'] }],
});
