import { defineMigration } from '@trial/persistence';

/** A clock another one took over is not there to be answered any more. */
export const SupersededClocks0003 = defineMigration(3, 'SupersededClocks', [
  `alter table expedited_clock add column superseded boolean not null default false`,
  `alter table expedited_clock alter column superseded drop default`,
  `grant update (superseded) on expedited_clock to unblinded`,
]);
