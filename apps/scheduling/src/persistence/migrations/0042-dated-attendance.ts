import { defineMigration } from '@trial/persistence';

/** A visit took place at a moment, or on a date known to the year, month or day and kept as it was typed. */
export const DatedAttendance0042 = defineMigration(42, 'DatedAttendance', [
  `alter table visit
     add column occurred_on text check (occurred_on ~ '^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$'),
     drop constraint visit_done,
     add constraint visit_done check (num_nonnulls(occurred_at, occurred_on) = (state = 'done')::int)`,
]);
