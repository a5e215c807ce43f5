import { EntitySchema } from 'typeorm';
import type { Instant, PersonId } from '@trial/kernel';
import { instantColumn, primaryIdentifier, text } from '@trial/persistence';
import { placeColumns, type Place } from '../participants/place.js';

/** One recorded end. A death that becomes known after a withdrawal is a second row; neither is ever changed. */
export interface EndOfParticipation extends Place {
  readonly id: string;
  readonly endedAs: 'completed' | 'withdrawn' | 'lost' | 'died';
  readonly endedAt: Instant;
  readonly reason: string;
  readonly recordedBy: PersonId;
  readonly recordedAt: Instant;
}

export const EndsOfParticipation = new EntitySchema<EndOfParticipation>({
  name: 'end_of_participation',
  columns: {
    id: primaryIdentifier(),
    ...placeColumns,
    endedAs: text('ended_as'),
    endedAt: instantColumn('ended_at'),
    reason: text('reason'),
    recordedBy: text('recorded_by'),
    recordedAt: instantColumn('recorded_at'),
  },
  indices: [{ name: 'end_of_participation_participant', columns: ['participantId'] }],
});
