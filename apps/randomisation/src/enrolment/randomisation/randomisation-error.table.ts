import { EntitySchema } from 'typeorm';
import type { RandomisationErrorKind } from '@trial/contracts';
import type { Instant, PersonId } from '@trial/kernel';
import { instantColumn, json, primaryIdentifier, text } from '@trial/persistence';
import { placeColumns, type Place } from '../participants/place.js';

/** That a randomisation should not have happened, and what was true where something wrong was signed. */
export interface RandomisationError extends Place {
  readonly id: string;
  readonly kind: RandomisationErrorKind;
  readonly reason: string;
  readonly trueLevels: Readonly<Record<string, string>> | null;
  readonly recordedBy: PersonId;
  readonly recordedAt: Instant;
}

export const RandomisationErrors = new EntitySchema<RandomisationError>({
  name: 'randomisation_error',
  columns: {
    id: primaryIdentifier(),
    ...placeColumns,
    kind: text('kind'),
    reason: text('reason'),
    trueLevels: json('true_levels', { nullable: true }),
    recordedBy: text('recorded_by'),
    recordedAt: instantColumn('recorded_at'),
  },
  uniques: [{ name: 'randomisation_error_once', columns: ['participantId'] }],
});
