import { defineMigration } from '@trial/persistence';

/** With its time, the version of the trial that a treatment is judged by is corrected, and what that planned. */
export const VersionOfCorrectedTreatment0091 = defineMigration(91, 'VersionOfCorrectedTreatment', [
  `grant update (trial_version, completeness) on administration to enrolment`,
  `grant update (planned_microlitres) on injection to enrolment`,
  `grant update (trial_version) on dose to enrolment`,
]);
