import { foundationMigration, type FoundationOptions } from '@trial/process';
import { Participants } from '../participants/participant.table.js';
import { Restatements } from '../results/restatement.table.js';
import { Results } from '../results/result.table.js';
import { Participants0002 } from './migrations/0002-participants.js';
import { Results0003 } from './migrations/0003-results.js';
import { AnchorCorrections0005 } from './migrations/0005-anchor-corrections.js';
import { Restatements0006 } from './migrations/0006-restatements.js';

export const labBiomarkerDatabase: FoundationOptions = {
  service: 'lab-biomarker',
  schema: 'lab_biomarker',
  tables: [Participants, Results, Restatements],
  migrations: [
    foundationMigration('lab_biomarker'),
    Participants0002,
    Results0003,
    AnchorCorrections0005,
    Restatements0006,
  ],
};
