import { Module } from '@nestjs/common';
import { Foundation } from '@trial/process';
import { RememberConsent } from './participants/remember-consent.js';
import { RememberEndOfParticipation } from './participants/remember-end-of-participation.js';
import { RememberTreatment } from './treatment/remember-treatment.js';
import { labBiomarkerDatabase } from './persistence/data-source.js';
import { CorrectResult } from './results/correct-result.js';
import { RecordResult } from './results/record-result.js';
import { ResultsController } from './results/results.controller.js';

@Module({
  imports: [Foundation.for(labBiomarkerDatabase)],
  controllers: [ResultsController],
  providers: [RememberConsent, RememberTreatment, RememberEndOfParticipation, RecordResult, CorrectResult],
})
export class LabBiomarkerModule {}
