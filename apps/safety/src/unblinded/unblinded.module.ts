import { Module } from '@nestjs/common';
import { Foundation } from '@trial/process';
import { CloseExpeditedAssessment } from './close-expedited-assessment.js';
import { unblindedDatabase } from './persistence/data-source.js';
import { RememberExpeditedClocks } from './remember-expedited-clocks.js';
import { UnblindedController } from './unblinded.controller.js';

/** The unblinded part of safety: its own schema, database role and NATS user; blinded code cannot import from here. */
@Module({
  imports: [Foundation.for(unblindedDatabase)],
  controllers: [UnblindedController],
  providers: [CloseExpeditedAssessment, RememberExpeditedClocks],
})
export class UnblindedModule {}
