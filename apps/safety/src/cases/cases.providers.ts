import type { Provider } from '@nestjs/common';
import { Environment, readEnvironment } from '@trial/process';
import { AddCaseVersion } from './add-case-version.js';
import { caseConfig, CaseSettings } from './case.config.js';
import { OpenCase } from './open-case.js';
import { SignCaseForm } from './sign-case-form.js';

/** What the module of the service lists for this feature. */
export const casesProviders: Provider[] = [
  OpenCase,
  AddCaseVersion,
  SignCaseForm,
  {
    provide: CaseSettings,
    inject: [Environment],
    useFactory: ({ variables }: Environment) => new CaseSettings(readEnvironment(caseConfig, variables)),
  },
];
