import { defineMigration } from '@trial/persistence';

/** Whether treatment was ruled out, by the last decision about it; and visits that are held for contact and safety only. */
export const NeverTreated0043 = defineMigration(43, 'NeverTreated', [
  `alter table participant
     add column treatment_ruled_out_at timestamptz(3),
     add column treatment_decision integer not null default 0`,
  `alter table visit add column contact_only boolean not null default false`,
]);
