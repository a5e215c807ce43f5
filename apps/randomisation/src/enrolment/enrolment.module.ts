import { Module } from '@nestjs/common';
import { Environment, Foundation, readEnvironment } from '@trial/process';
import { RecordAdministration } from './administrations/record-administration.js';
import { RecordConsent } from './consents/record-consent.js';
import { DowntimeRandomisationController } from './downtime-randomisation/downtime-randomisation.controller.js';
import { RecordDowntimeRandomisation } from './downtime-randomisation/record-downtime-randomisation.js';
import { AssessEligibility } from './eligibility/assess-eligibility.js';
import { EndParticipation } from './end-of-participation/end-participation.js';
import { enrolmentConfig } from './enrolment.config.js';
import { EnrolmentController } from './enrolment.controller.js';
import { PersonLink } from './participants/person-link.js';
import { ScreenParticipant } from './participants/screen-participant.js';
import { enrolmentDatabase } from './persistence/data-source.js';
import { RandomiseParticipant } from './randomisation/randomise-participant.js';

/** The blinded half: who takes part and what was done with them, never which arm. */
@Module({
  imports: [Foundation.for(enrolmentDatabase)],
  controllers: [EnrolmentController, DowntimeRandomisationController],
  providers: [
    ScreenParticipant,
    RecordConsent,
    AssessEligibility,
    RandomiseParticipant,
    RecordAdministration,
    EndParticipation,
    RecordDowntimeRandomisation,
    {
      provide: PersonLink,
      inject: [Environment],
      useFactory: ({ variables }: Environment) => new PersonLink(readEnvironment(enrolmentConfig, variables).LINK_KEY),
    },
  ],
})
export class EnrolmentModule {}
