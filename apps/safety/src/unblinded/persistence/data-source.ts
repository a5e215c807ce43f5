import { foundationMigration, type FoundationOptions } from '@trial/process';
import { ExpeditedAssessments } from '../expedited-assessment.table.js';
import { ExpeditedClocks } from '../expedited-clock.table.js';
import { CopyOpenings } from '../regulator-versions/copy-opening.table.js';
import { RegulatorVersions } from '../regulator-versions/regulator-version.table.js';
import { Acknowledgements } from '../submissions/acknowledgement.table.js';
import { SubmissionAttempts } from '../submissions/submission-attempt.table.js';
import { SubmissionDuties } from '../submissions/submission-duty.table.js';
import { Submissions } from '../submissions/submission.table.js';
import { ExpeditedAssessments0002 } from './migrations/0002-expedited-assessments.js';
import { SupersededClocks0003 } from './migrations/0003-superseded-clocks.js';
import { Submissions0004 } from './migrations/0004-submissions.js';
import { ReadingsOfAcknowledgements0005 } from './migrations/0005-readings-of-acknowledgements.js';
import { WithdrawnSendings0006 } from './migrations/0006-withdrawn-sendings.js';
import { SubmissionDuties0007 } from './migrations/0007-submission-duties.js';
import { KeysOfSealedRows0008 } from './migrations/0008-keys-of-sealed-rows.js';
import { UnjudgedSendings0009 } from './migrations/0009-unjudged-sendings.js';
import { CorrectedClocks0010 } from './migrations/0010-corrected-clocks.js';

export const unblindedDatabase: FoundationOptions = {
  service: 'unblinded',
  schema: 'unblinded',
  countsUntold: true,
  tables: [
    ExpeditedClocks,
    ExpeditedAssessments,
    RegulatorVersions,
    CopyOpenings,
    Submissions,
    SubmissionAttempts,
    SubmissionDuties,
    Acknowledgements,
  ],
  migrations: [
    foundationMigration('unblinded'),
    ExpeditedAssessments0002,
    SupersededClocks0003,
    Submissions0004,
    ReadingsOfAcknowledgements0005,
    WithdrawnSendings0006,
    SubmissionDuties0007,
    KeysOfSealedRows0008,
    UnjudgedSendings0009,
    CorrectedClocks0010,
  ],
};
