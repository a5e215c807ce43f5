import { defineMigration } from '@trial/persistence';

/** A flag may be an alert of the trial file. */
export const Alerts0005 = defineMigration(5, 'Alerts', [
  `alter table response_flag
     drop constraint response_flag_weight,
     add constraint response_flag_weight check (weight in ('alert', 'query', 'soft'))`,
]);
