import { EntitySchema } from 'typeorm';
import { identifier, instantColumn, text, whole } from '@trial/persistence';
import type { Injection } from '../../domain/administration.js';
import { placeColumns, type Place } from '../participants/place.js';

export const Injections = new EntitySchema<Injection & Place>({
  name: 'injection',
  columns: {
    administrationId: identifier('administration_id', { primary: true }),
    injectionSite: text('injection_site', { primary: true }),
    ...placeColumns,
    plannedMicrolitres: whole('planned_microlitres'),
    givenMicrolitres: whole('given_microlitres'),
    givenAt: instantColumn('given_at', { nullable: true }),
    deviation: text('deviation', { nullable: true }),
  },
});
