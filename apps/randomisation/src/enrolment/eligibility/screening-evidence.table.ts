import { EntitySchema } from 'typeorm';
import { identifier, instantColumn, plainDateColumn, text, whole } from '@trial/persistence';
import type { ScreeningEvidence } from '../../domain/screening-evidence.js';
import { placeColumns, type Place } from '../participants/place.js';

/** What one assessment said of the age of its evidence. */
export type ScreeningEvidenceRow = ScreeningEvidence &
  Place & {
    readonly assessmentId: string;
    /** Of the participant since that assessment: what was said later has a higher one. */
    readonly participantVersion: number;
  };

export const ScreeningEvidences = new EntitySchema<ScreeningEvidenceRow>({
  name: 'screening_evidence',
  columns: {
    assessmentId: identifier('assessment_id', { primary: true }),
    code: text('code', { primary: true }),
    ...placeColumns,
    takenOn: plainDateColumn('taken_on', { nullable: true }),
    takenAt: instantColumn('taken_at', { nullable: true }),
    participantVersion: whole('participant_version'),
  },
  indices: [{ name: 'screening_evidence_participant', columns: ['participantId'] }],
});
