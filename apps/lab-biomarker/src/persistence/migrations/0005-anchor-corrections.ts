import { defineMigration } from '@trial/persistence';

/** Which correction of the time of treatment the anchor is of; 0 while there was none. */
export const AnchorCorrections0005 = defineMigration(5, 'AnchorCorrections', [
  `alter table participant add column anchor_correction integer not null default 0`,
]);
