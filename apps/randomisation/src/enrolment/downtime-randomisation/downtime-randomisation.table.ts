import { EntitySchema } from 'typeorm';
import type { Instant, PersonId } from '@trial/kernel';
import { instantColumn, primaryIdentifier, text, whole } from '@trial/persistence';
import { placeColumns, type Place } from '../participants/place.js';

/** A randomisation that was made by an envelope and entered afterwards. What was in it is not known here. */
export interface DowntimeRandomisation extends Place {
  readonly randomisationId: string;
  readonly pack: number;
  readonly envelope: number;
  readonly reason: string;
  readonly recordedBy: PersonId;
  readonly recordedAt: Instant;
}

export const DowntimeRandomisations = new EntitySchema<DowntimeRandomisation>({
  name: 'downtime_randomisation',
  columns: {
    randomisationId: primaryIdentifier('randomisation_id'),
    ...placeColumns,
    pack: whole('pack'),
    envelope: whole('envelope'),
    reason: text('reason'),
    recordedBy: text('recorded_by'),
    recordedAt: instantColumn('recorded_at'),
  },
});
