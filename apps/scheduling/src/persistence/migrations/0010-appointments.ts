import { defineMigration } from '@trial/persistence';

/** What a clinic counts: the moments at which somebody of a site is expected or was seen. */
export const Appointments0010 = defineMigration(10, 'Appointments', [
  `create index visit_at_clinic on visit (trial_id, site_id, (coalesce(occurred_at, planned_for)))
     where state in ('planned', 'done')`,
]);
