import { foundationMigration, type FoundationOptions } from '@trial/process';
import { ExpeditedAssessments } from '../expedited-assessment.table.js';
import { ExpeditedClocks } from '../expedited-clock.table.js';
import { ExpeditedAssessments0002 } from './migrations/0002-expedited-assessments.js';
import { SupersededClocks0003 } from './migrations/0003-superseded-clocks.js';

export const unblindedDatabase: FoundationOptions = {
  service: 'unblinded',
  schema: 'unblinded',
  tables: [ExpeditedClocks, ExpeditedAssessments],
  migrations: [foundationMigration('unblinded'), ExpeditedAssessments0002, SupersededClocks0003],
};
