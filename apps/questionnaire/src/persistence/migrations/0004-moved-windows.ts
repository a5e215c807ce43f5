import { defineMigration } from '@trial/persistence';

/** Where the window of a visit ends by the last word of it, and when that was said. */
export const MovedWindows0004 = defineMigration(4, 'MovedWindows', [
  `alter table visit
     add column closes_at timestamptz(3),
     add column closes_told_at timestamptz(3),
     add constraint visit_closes check (num_nulls(closes_at, closes_told_at) in (0, 2))`,
]);
