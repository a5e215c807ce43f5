import { Controller } from '@nestjs/common';
import {
  correctLocalToxicity,
  linkLocalFinding,
  listLocalToxicity,
  recordLocalToxicity,
  type CorrectLocalToxicityCommand,
  type LinkLocalFindingCommand,
  type LocalFindingView,
  type LocalToxicityFormPage,
  type LocalToxicityFormView,
  type PageOfParticipant,
  type RecordLocalToxicityCommand,
} from '@trial/contracts';
import type { Context } from '@trial/kernel';
import { OnCommand, OnQuery } from '@trial/messaging';
import { Transactions } from '@trial/persistence';
import { CorrectLocalToxicity } from './correct-local-toxicity.js';
import { LinkLocalFinding } from './link-local-finding.js';
import { formPage } from './local-toxicity-form.reads.js';
import { RecordLocalToxicity } from './record-local-toxicity.js';

@Controller()
export class LocalToxicityController {
  constructor(
    private readonly transactions: Transactions,
    private readonly recording: RecordLocalToxicity,
    private readonly correcting: CorrectLocalToxicity,
    private readonly linking: LinkLocalFinding,
  ) {}

  @OnCommand(recordLocalToxicity)
  record(command: RecordLocalToxicityCommand, context: Context): Promise<LocalToxicityFormView> {
    return this.recording.execute(command, context);
  }

  @OnCommand(correctLocalToxicity)
  correct(command: CorrectLocalToxicityCommand, context: Context): Promise<LocalToxicityFormView> {
    return this.correcting.execute(command, context);
  }

  @OnCommand(linkLocalFinding)
  link(command: LinkLocalFindingCommand, context: Context): Promise<LocalFindingView> {
    return this.linking.execute(command, context);
  }

  @OnQuery(listLocalToxicity)
  list(request: PageOfParticipant, context: Context): Promise<LocalToxicityFormPage> {
    return this.transactions.read(context, (tx) => formPage(tx, request));
  }
}
