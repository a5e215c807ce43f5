import { defineMigration } from '@trial/persistence';

/** The list of grade differences looks at what was said again, which is little, and not at every grading of a trial. */
export const GradeDifferences0016 = defineMigration(16, 'GradeDifferences', [
  `create index result_grading_said_again on result_grading (trial_id, participant_id) where because <> 'recorded'`,
]);
