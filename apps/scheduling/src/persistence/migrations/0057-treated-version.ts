import { defineMigration } from '@trial/persistence';

/** The version of the trial somebody was treated by; of what was told before, that of their visit of treatment stands for it. */
export const TreatedVersion0057 = defineMigration(57, 'TreatedVersion', [
  `alter table participant add column treated_version integer`,
]);
