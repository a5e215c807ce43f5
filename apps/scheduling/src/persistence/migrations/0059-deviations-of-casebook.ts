import { defineMigration } from '@trial/persistence';

/** The casebook asks for the deviations of a participant that stand, not of each visit. */
export const DeviationsOfCasebook0059 = defineMigration(59, 'DeviationsOfCasebook', [
  `create index deviation_of_participant on deviation (participant_id) where state in ('drafted', 'confirmed')`,
]);
