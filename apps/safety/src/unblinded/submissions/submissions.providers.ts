import type { Provider } from '@nestjs/common';
import { Environment, readEnvironment } from '@trial/process';
import { RegulatorFile } from '../regulator-versions/regulator-file.js';
import { AttemptDelivery } from './attempt-delivery.js';
import { CorrectSubmission } from './correct-submission.js';
import { DeliverSubmissions } from './deliver-submissions.js';
import { ReceiveAcknowledgement } from './receive-acknowledgement.js';
import { RingForSubmissions } from './ring-for-submissions.js';
import { SubmissionStore } from './submission-store.js';
import { submissionsConfig, SubmissionsSettings } from './submissions.config.js';
import { SubmitRegulatorVersion } from './submit-regulator-version.js';
import { TakeAnswer } from './take-answer.js';

/** What the unblinded module lists for submissions. */
export const submissionsProviders: Provider[] = [
  RegulatorFile,
  SubmissionStore,
  RingForSubmissions,
  TakeAnswer,
  SubmitRegulatorVersion,
  CorrectSubmission,
  ReceiveAcknowledgement,
  AttemptDelivery,
  DeliverSubmissions,
  {
    provide: SubmissionsSettings,
    inject: [Environment],
    useFactory: ({ variables }: Environment) => new SubmissionsSettings(readEnvironment(submissionsConfig, variables)),
  },
];
