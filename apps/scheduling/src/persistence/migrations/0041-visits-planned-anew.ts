import { defineMigration } from '@trial/persistence';

/** A visit that a plan set aside may be planned anew, under an id of its own; beside it there is one of each at most. */
export const VisitsPlannedAnew0041 = defineMigration(41, 'VisitsPlannedAnew', [
  'drop index visit_once',
  `create unique index visit_once on visit (participant_id, visit_code)
    where kind = 'scheduled'
      and not (state = 'cancelled' and reason in ('follow-up-ended', 'no-longer-planned', 'planned-anew'))`,
]);
