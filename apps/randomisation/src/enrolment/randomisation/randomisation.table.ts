import { EntitySchema } from 'typeorm';
import type { Instant, PersonId } from '@trial/kernel';
import { instantColumn, json, primaryIdentifier, text, whole } from '@trial/persistence';
import { placeColumns, type Place } from '../participants/place.js';

/**
 * That a participant was randomised, and on which signed values: a later correction of the source stands beside it
 * and moves nobody. What they got is not known here; `id` is the id of the allocation in the vault.
 */
export interface Randomisation extends Place {
  readonly id: string;
  readonly trialVersion: number;
  readonly stratum: string;
  readonly stratification: Readonly<Record<string, string>>;
  readonly randomisedBy: PersonId;
  readonly randomisedAt: Instant;
}

export const Randomisations = new EntitySchema<Randomisation>({
  name: 'randomisation',
  columns: {
    id: primaryIdentifier(),
    ...placeColumns,
    trialVersion: whole('trial_version'),
    stratum: text('stratum'),
    stratification: json('stratification'),
    randomisedBy: text('randomised_by'),
    randomisedAt: instantColumn('randomised_at'),
  },
  uniques: [{ name: 'randomisation_once', columns: ['participantId'] }],
});
