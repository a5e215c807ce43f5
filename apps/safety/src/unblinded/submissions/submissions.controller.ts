import { Controller } from '@nestjs/common';
import {
  correctSubmission,
  listAcknowledgements,
  listSubmissionDuties,
  listSubmissions,
  readAcknowledgement,
  receiveAcknowledgement,
  submitRegulatorVersion,
  type AcknowledgementPage,
  type AcknowledgementView,
  type AtAcknowledgement,
  type AtCase,
  type CorrectSubmissionCommand,
  type PageOfTrial,
  type ReceiveAcknowledgementCommand,
  type ReceivedAcknowledgement,
  type SubmissionDutyPage,
  type SubmissionsOfCase,
  type SubmissionView,
  type SubmitRegulatorVersionCommand,
} from '@trial/contracts';
import { Cipher } from '@trial/encryption';
import type { Context } from '@trial/kernel';
import { OnCommand, OnQuery } from '@trial/messaging';
import { Transactions } from '@trial/persistence';
import { acknowledgementPage, acknowledgementView } from './acknowledgement.reads.js';
import { CorrectSubmission } from './correct-submission.js';
import { ReceiveAcknowledgement } from './receive-acknowledgement.js';
import { SubmissionStore } from './submission-store.js';
import { submissionDutyPage } from './submission-duty-page.reads.js';
import { submissionsOf } from './submission.reads.js';
import { SubmitRegulatorVersion } from './submit-regulator-version.js';

@Controller()
export class SubmissionsController {
  constructor(
    private readonly transactions: Transactions,
    private readonly store: SubmissionStore,
    private readonly cipher: Cipher,
    private readonly submitting: SubmitRegulatorVersion,
    private readonly correcting: CorrectSubmission,
    private readonly receiving: ReceiveAcknowledgement,
  ) {}

  @OnCommand(submitRegulatorVersion)
  submit(command: SubmitRegulatorVersionCommand, context: Context): Promise<SubmissionView> {
    return this.submitting.execute(command, context);
  }

  @OnCommand(correctSubmission)
  correct(command: CorrectSubmissionCommand, context: Context): Promise<SubmissionView> {
    return this.correcting.execute(command, context);
  }

  @OnCommand(receiveAcknowledgement)
  receive(command: ReceiveAcknowledgementCommand, context: Context): Promise<ReceivedAcknowledgement> {
    return this.receiving.execute(command, context);
  }

  @OnQuery(listSubmissions)
  list({ caseId }: AtCase, context: Context): Promise<SubmissionsOfCase> {
    return this.transactions.read(context, (tx) => submissionsOf(tx, this.store, caseId));
  }

  @OnQuery(listSubmissionDuties)
  duties(request: PageOfTrial, context: Context): Promise<SubmissionDutyPage> {
    return this.transactions.read(context, (tx) => submissionDutyPage(tx, this.store, request));
  }

  @OnQuery(listAcknowledgements)
  toLookAt(request: PageOfTrial, context: Context): Promise<AcknowledgementPage> {
    return this.transactions.read(context, (tx) => acknowledgementPage(tx, this.cipher, request));
  }

  @OnQuery(readAcknowledgement)
  read({ acknowledgementId }: AtAcknowledgement, context: Context): Promise<AcknowledgementView> {
    return this.transactions.read(context, (tx) => acknowledgementView(tx, this.cipher, acknowledgementId));
  }
}
