import { auditTrigger, defineMigration, siteIsolation } from '@trial/persistence';

/** A grade that was recorded wrongly is corrected in its segment; what stood there before is kept with the reason. */
export const GradeCorrections0029 = defineMigration(29, 'GradeCorrections', [
  `create table grade_correction (
     id uuid primary key,
     adverse_event_id uuid not null references adverse_event (id),
     trial_id text not null,
     site_id text not null,
     participant_id uuid not null,
     ordinal integer not null,
     previous integer check (previous between 1 and 5),
     corrected integer not null check (corrected between 1 and 5),
     reason text not null,
     corrected_by text not null,
     corrected_at timestamptz(3) not null
   )`,
  `create index grade_correction_event on grade_correction (adverse_event_id, corrected_at)`,
  ...siteIsolation('grade_correction'),
  auditTrigger('grade_correction'),
  `grant select, insert on grade_correction to safety`,
]);
