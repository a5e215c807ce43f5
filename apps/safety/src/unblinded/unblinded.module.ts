import { Module, type DynamicModule, type Type } from '@nestjs/common';
import { Cipher, keyConfig } from '@trial/encryption';
import { Environment, Foundation, readEnvironment } from '@trial/process';
import { caseConfig, CaseSettings } from '../cases/case.config.js';
import { CloseExpeditedAssessment } from './close-expedited-assessment.js';
import { AskVault } from './closed-report/ask-vault.js';
import { ClosedReportController } from './closed-report/closed-report.controller.js';
import { ReadClosedReport } from './closed-report/read-closed-report.js';
import { unblindedDatabase } from './persistence/data-source.js';
import { MakeRegulatorVersion } from './regulator-versions/make-regulator-version.js';
import { OpenRegulatorCopy } from './regulator-versions/open-regulator-copy.js';
import { OpenRegulatorForm } from './regulator-versions/open-regulator-form.js';
import { RegulatorVersionsController } from './regulator-versions/regulator-versions.controller.js';
import { RememberExpeditedClocks } from './remember-expedited-clocks.js';
import { ClaimedKey } from './sealing/claimed-key.js';
import { SubmissionsController } from './submissions/submissions.controller.js';
import { submissionsProviders } from './submissions/submissions.providers.js';
import { UnblindedController } from './unblinded.controller.js';

/** The unblinded part of safety: its own schema, database role and NATS user; blinded code cannot import from here. */
@Module({
  imports: [Foundation.for(unblindedDatabase)],
  controllers: [UnblindedController, ClosedReportController, RegulatorVersionsController, SubmissionsController],
  providers: [
    ClaimedKey,
    CloseExpeditedAssessment,
    RememberExpeditedClocks,
    AskVault,
    ReadClosedReport,
    MakeRegulatorVersion,
    OpenRegulatorCopy,
    OpenRegulatorForm,
    ...submissionsProviders,
    {
      provide: Cipher,
      inject: [Environment],
      useFactory: async ({ variables }: Environment) =>
        new Cipher(
          await readEnvironment(keyConfig('UNBLINDED'), variables).key(),
          variables['NODE_ENV'] === 'production' ? 'production' : 'test',
        ),
    },
    {
      provide: CaseSettings,
      inject: [Environment],
      useFactory: ({ variables }: Environment) => new CaseSettings(readEnvironment(caseConfig, variables)),
    },
  ],
})
export class UnblindedModule {
  /** Beside the blinded part, which is read for reports and learns nothing of it. */
  static beside(blinded: Type): DynamicModule {
    return { module: UnblindedModule, imports: [blinded] };
  }
}
