import { EntitySchema } from 'typeorm';
import type { Instant, PersonId } from '@trial/kernel';
import { identifier, instantColumn, text, whole } from '@trial/persistence';
import type { SafetyContact } from '../../domain/participant.js';
import { placeColumns, type Place } from '../participants/place.js';

/** What somebody who withdrew answered when they were asked about safety contact again; the last of a participant holds. */
export interface SafetyContactAnswer extends Place {
  /** 2, 3, 4 … for each participant: their withdrawal is the first answer. */
  readonly answer: number;
  readonly safetyContact: SafetyContact;
  readonly answeredAt: Instant;
  /** Since when it has been agreed without a break; null when it is not. */
  readonly agreedSince: Instant | null;
  readonly reason: string;
  readonly recordedBy: PersonId;
  readonly recordedAt: Instant;
}

export const SafetyContactAnswers = new EntitySchema<SafetyContactAnswer>({
  name: 'safety_contact_answer',
  columns: {
    ...placeColumns,
    participantId: identifier('participant_id', { primary: true }),
    answer: whole('answer', { primary: true }),
    safetyContact: text('safety_contact'),
    answeredAt: instantColumn('answered_at'),
    agreedSince: instantColumn('agreed_since', { nullable: true }),
    reason: text('reason'),
    recordedBy: text('recorded_by'),
    recordedAt: instantColumn('recorded_at'),
  },
});
