import { EntitySchema } from 'typeorm';
import type { Instant } from '@trial/kernel';
import { identifier, instantColumn, text, whole } from '@trial/persistence';
import { placeColumns, type Place } from '../participants/place.js';

/** What stood on record before, what stands there since, and why. */
export interface TreatmentCorrection extends Place {
  /** 1, 2, 3 … for each participant. */
  readonly correction: number;
  readonly administrationId: string;
  readonly previousAnchorAt: Instant;
  readonly anchorAt: Instant;
  readonly reason: string;
  readonly correctedBy: string;
  readonly correctedAt: Instant;
}

export const TreatmentCorrections = new EntitySchema<TreatmentCorrection>({
  name: 'treatment_correction',
  columns: {
    ...placeColumns,
    participantId: identifier('participant_id', { primary: true }),
    correction: whole('correction', { primary: true }),
    administrationId: identifier('administration_id'),
    previousAnchorAt: instantColumn('previous_anchor_at'),
    anchorAt: instantColumn('anchor_at'),
    reason: text('reason'),
    correctedBy: text('corrected_by'),
    correctedAt: instantColumn('corrected_at'),
  },
});
