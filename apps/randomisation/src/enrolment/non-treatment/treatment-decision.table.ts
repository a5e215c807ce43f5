import { EntitySchema } from 'typeorm';
import type { NonTreatmentCause } from '@trial/contracts';
import type { Instant } from '@trial/kernel';
import { identifier, instantColumn, text, whole } from '@trial/persistence';
import { placeColumns, type Place } from '../participants/place.js';

/** That nothing will be given, or that treatment is expected after all; the last one of a participant holds. */
export interface TreatmentDecision extends Place {
  /** 1, 2, 3 … for each participant. */
  readonly decision: number;
  readonly treatment: 'ruled-out' | 'expected';
  /** Null when treatment is expected. */
  readonly cause: NonTreatmentCause | null;
  readonly decidedAt: Instant;
  readonly reason: string;
  readonly recordedBy: string;
  readonly recordedAt: Instant;
}

export const TreatmentDecisions = new EntitySchema<TreatmentDecision>({
  name: 'treatment_decision',
  columns: {
    ...placeColumns,
    participantId: identifier('participant_id', { primary: true }),
    decision: whole('decision', { primary: true }),
    treatment: text('treatment'),
    cause: text('cause', { nullable: true }),
    decidedAt: instantColumn('decided_at'),
    reason: text('reason'),
    recordedBy: text('recorded_by'),
    recordedAt: instantColumn('recorded_at'),
  },
});
