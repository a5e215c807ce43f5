import { defineMigration } from '@trial/persistence';

/**
 * The order of the casebook, also of somebody whose code was not heard yet; what of a participant is still to take place; and
 * the forms of their visits.
 */
export const Casebook0040 = defineMigration(40, 'Casebook', [
  `create index participant_in_casebook on participant
     (trial_id, site_id, ((case when participant_code is null then '' else participant_code end) collate "C"), id)`,
  `create index visit_planned_of_participant on visit
     (participant_id) include (trial_id, site_id, opens_at, target_at, closes_at, unit) where state = 'planned'`,
  `create index work_form_of_participant on work_item (participant_id, visit_id) where visit_id is not null`,
]);
