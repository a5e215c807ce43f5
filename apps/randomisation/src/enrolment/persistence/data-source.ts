import { foundationMigration, type FoundationOptions } from '@trial/process';
import { Administrations } from '../administrations/administration.table.js';
import { Doses } from '../administrations/dose.table.js';
import { Injections } from '../administrations/injection.table.js';
import { TreatmentCorrections } from '../administrations/treatment-correction.table.js';
import { CodeBreakNotices } from '../code-breaks/code-break-notice.table.js';
import { Consents } from '../consents/consent.table.js';
import { DatabaseLockSignatures } from '../database-lock/database-lock-signature.table.js';
import { DowntimeRandomisations } from '../downtime-randomisation/downtime-randomisation.table.js';
import { CriterionAnswers } from '../eligibility/criterion-answer.table.js';
import { EligibilityAssessments } from '../eligibility/eligibility-assessment.table.js';
import { ScreeningEvidences } from '../eligibility/screening-evidence.table.js';
import { EndsOfParticipation } from '../end-of-participation/end-of-participation.table.js';
import { SafetyContactAnswers } from '../end-of-participation/safety-contact-answer.table.js';
import { Participants } from '../participants/participant.table.js';
import { PauseLifts } from '../pauses/pause-lift.table.js';
import { Pauses } from '../pauses/pause.table.js';
import { RandomisationErrors } from '../randomisation/randomisation-error.table.js';
import { Randomisations } from '../randomisation/randomisation.table.js';
import { TreatmentDecisions } from '../non-treatment/treatment-decision.table.js';
import { UnblindingReports } from '../unblinding-reports/unblinding-report.table.js';
import { Participants0002 } from './migrations/0002-participants.js';
import { Enrolment0003 } from './migrations/0003-enrolment.js';
import { CodeBreaks0030 } from './migrations/0030-code-breaks.js';
import { DatabaseLock0031 } from './migrations/0031-database-lock.js';
import { DowntimeRandomisations0050 } from './migrations/0050-downtime-randomisations.js';
import { RandomisationErrors0062 } from './migrations/0062-randomisation-errors.js';
import { ProductGiven0070 } from './migrations/0070-product-given.js';
import { Doses0080 } from './migrations/0080-doses.js';
import { TreatmentCorrections0081 } from './migrations/0081-treatment-corrections.js';
import { OpenArms0082 } from './migrations/0082-open-arms.js';
import { ScreeningEvidence0083 } from './migrations/0083-screening-evidence.js';
import { TreatmentDecisions0084 } from './migrations/0084-treatment-decisions.js';
import { Pauses0085 } from './migrations/0085-pauses.js';
import { VersionOfCorrectedTreatment0091 } from './migrations/0091-version-of-corrected-treatment.js';
import { SafetyContactAnswers0092 } from './migrations/0092-safety-contact-answers.js';

/** The blinded schema of the database `randomisation`; the vault beside it has a schema and a role of its own. */
export const enrolmentDatabase: FoundationOptions = {
  service: 'randomisation',
  schema: 'enrolment',
  tables: [
    Participants,
    Consents,
    EligibilityAssessments,
    CriterionAnswers,
    ScreeningEvidences,
    Randomisations,
    RandomisationErrors,
    Administrations,
    Injections,
    Doses,
    TreatmentCorrections,
    TreatmentDecisions,
    EndsOfParticipation,
    SafetyContactAnswers,
    CodeBreakNotices,
    UnblindingReports,
    DatabaseLockSignatures,
    DowntimeRandomisations,
    Pauses,
    PauseLifts,
  ],
  migrations: [
    foundationMigration('enrolment'),
    Participants0002,
    Enrolment0003,
    CodeBreaks0030,
    DatabaseLock0031,
    DowntimeRandomisations0050,
    RandomisationErrors0062,
    ProductGiven0070,
    Doses0080,
    TreatmentCorrections0081,
    OpenArms0082,
    ScreeningEvidence0083,
    TreatmentDecisions0084,
    Pauses0085,
    VersionOfCorrectedTreatment0091,
    SafetyContactAnswers0092,
  ],
};
