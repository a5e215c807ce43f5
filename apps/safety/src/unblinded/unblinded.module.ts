import { Module, type DynamicModule, type Type } from '@nestjs/common';
import { Foundation } from '@trial/process';
import { AskVault } from './closed-report/ask-vault.js';
import { ClosedReportController } from './closed-report/closed-report.controller.js';
import { ReadClosedReport } from './closed-report/read-closed-report.js';
import { CloseExpeditedAssessment } from './close-expedited-assessment.js';
import { unblindedDatabase } from './persistence/data-source.js';
import { RememberExpeditedClocks } from './remember-expedited-clocks.js';
import { UnblindedController } from './unblinded.controller.js';

/** The unblinded part of safety: its own schema, database role and NATS user; blinded code cannot import from here. */
@Module({
  imports: [Foundation.for(unblindedDatabase)],
  controllers: [UnblindedController, ClosedReportController],
  providers: [CloseExpeditedAssessment, RememberExpeditedClocks, AskVault, ReadClosedReport],
})
export class UnblindedModule {
  /** Beside the blinded part, which is read for reports and learns nothing of it. */
  static beside(blinded: Type): DynamicModule {
    return { module: UnblindedModule, imports: [blinded] };
  }
}
