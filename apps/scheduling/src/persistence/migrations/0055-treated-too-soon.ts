import { defineMigration } from '@trial/persistence';

/** A treatment too near to those before: a deviation beside what deviates in the window and in the evidence. */
export const TreatedTooSoon0055 = defineMigration(55, 'TreatedTooSoon', [
  `alter table deviation
     drop constraint deviation_kind_check,
     add constraint deviation_kind_check
       check (kind in ('visit-early', 'visit-late', 'visit-missed', 'evidence-expired', 'treated-too-soon')),
     drop constraint deviation_distance,
     add constraint deviation_distance
       check ((kind in ('visit-early', 'visit-late', 'treated-too-soon')) = (distance is not null) and num_nulls(distance, unit) in (0, 2))`,
  `drop index deviation_once`,
  `create unique index deviation_once on deviation
     (visit_id, (case when kind in ('evidence-expired', 'treated-too-soon') then kind else 'visit' end))
     where state <> 'superseded'`,
]);
