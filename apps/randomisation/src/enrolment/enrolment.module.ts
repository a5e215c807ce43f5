import { Module } from '@nestjs/common';
import { Environment, Foundation, readEnvironment } from '@trial/process';
import { CorrectTreatmentTime } from './administrations/correct-treatment-time.js';
import { DosesController } from './administrations/doses.controller.js';
import { RecordAdministration } from './administrations/record-administration.js';
import { RecordDose } from './administrations/record-dose.js';
import { CodeBreakNoticesController } from './code-breaks/code-break-notices.controller.js';
import { RememberCodeBreaks } from './code-breaks/remember-code-breaks.js';
import { RecordConsent } from './consents/record-consent.js';
import { DatabaseLockController } from './database-lock/database-lock.controller.js';
import { SignDatabaseLock } from './database-lock/sign-database-lock.js';
import { DowntimeRandomisationController } from './downtime-randomisation/downtime-randomisation.controller.js';
import { RecordDowntimeRandomisation } from './downtime-randomisation/record-downtime-randomisation.js';
import { AssessEligibility } from './eligibility/assess-eligibility.js';
import { AnswerSafetyContact } from './end-of-participation/answer-safety-contact.js';
import { EndParticipation } from './end-of-participation/end-participation.js';
import { SafetyContactController } from './end-of-participation/safety-contact.controller.js';
import { enrolmentConfig } from './enrolment.config.js';
import { EnrolmentController } from './enrolment.controller.js';
import { NonTreatmentController } from './non-treatment/non-treatment.controller.js';
import { RecordNonTreatment } from './non-treatment/record-non-treatment.js';
import { TakeBackNonTreatment } from './non-treatment/take-back-non-treatment.js';
import { PersonLink } from './participants/person-link.js';
import { ScreenParticipant } from './participants/screen-participant.js';
import { LiftPause } from './pauses/lift-pause.js';
import { PauseRandomisation } from './pauses/pause-randomisation.js';
import { PausesController } from './pauses/pauses.controller.js';
import { enrolmentDatabase } from './persistence/data-source.js';
import { RecordRandomisedInError } from './randomisation/record-randomised-in-error.js';
import { RandomiseParticipant } from './randomisation/randomise-participant.js';
import { RememberOpenArm } from './randomisation/remember-open-arm.js';
import { RememberUnblindingReports } from './unblinding-reports/remember-unblinding-reports.js';
import { UnblindingReportsController } from './unblinding-reports/unblinding-reports.controller.js';

/** The blinded half: who takes part and what was done with them, never which arm. */
@Module({
  imports: [Foundation.for(enrolmentDatabase)],
  controllers: [
    EnrolmentController,
    DosesController,
    NonTreatmentController,
    SafetyContactController,
    CodeBreakNoticesController,
    UnblindingReportsController,
    DatabaseLockController,
    DowntimeRandomisationController,
    PausesController,
  ],
  providers: [
    ScreenParticipant,
    RecordConsent,
    AssessEligibility,
    RandomiseParticipant,
    RecordRandomisedInError,
    RecordAdministration,
    RecordDose,
    CorrectTreatmentTime,
    RecordNonTreatment,
    TakeBackNonTreatment,
    AnswerSafetyContact,
    RememberOpenArm,
    EndParticipation,
    RememberCodeBreaks,
    RememberUnblindingReports,
    SignDatabaseLock,
    RecordDowntimeRandomisation,
    PauseRandomisation,
    LiftPause,
    {
      provide: PersonLink,
      inject: [Environment],
      useFactory: ({ variables }: Environment) => new PersonLink(readEnvironment(enrolmentConfig, variables).LINK_KEY),
    },
  ],
})
export class EnrolmentModule {}
