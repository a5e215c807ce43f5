import { defineMigration } from '@trial/persistence';

/** Which correction of the time of treatment is known; 0 while there was none. */
export const TreatmentCorrections0006 = defineMigration(6, 'TreatmentCorrections', [
  `alter table participant add column treatment_correction integer not null default 0`,
]);
