import { Module } from '@nestjs/common';
import { Foundation, foundationMigration } from '@trial/process';
import { CloseExpeditedAssessment } from './close-expedited-assessment.js';
import { ExpeditedAssessments } from './expedited-assessment.table.js';
import { ExpeditedClocks } from './expedited-clock.table.js';
import { ExpeditedAssessments0002 } from './persistence/migrations/0002-expedited-assessments.js';
import { RememberExpeditedClocks } from './remember-expedited-clocks.js';
import { UnblindedController } from './unblinded.controller.js';

/** The unblinded part of safety: its own schema, database role and NATS user; blinded code cannot import from here. */
@Module({
  imports: [
    Foundation.for({
      service: 'unblinded',
      schema: 'unblinded',
      tables: [ExpeditedClocks, ExpeditedAssessments],
      migrations: [foundationMigration('unblinded'), ExpeditedAssessments0002],
    }),
  ],
  controllers: [UnblindedController],
  providers: [CloseExpeditedAssessment, RememberExpeditedClocks],
})
export class UnblindedModule {}
