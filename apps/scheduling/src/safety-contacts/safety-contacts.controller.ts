import { Controller } from '@nestjs/common';
import {
  correctSafetyContact,
  listSafetyContacts,
  recordSafetyContact,
  type CorrectSafetyContactCommand,
  type PageOfParticipant,
  type RecordSafetyContactCommand,
  type SafetyContactPage,
  type SafetyContactView,
} from '@trial/contracts';
import type { Context } from '@trial/kernel';
import { OnCommand, OnQuery } from '@trial/messaging';
import { Transactions } from '@trial/persistence';
import { CorrectSafetyContact } from './correct-safety-contact.js';
import { RecordSafetyContact } from './record-safety-contact.js';
import { safetyContactPage } from './safety-contact.reads.js';

@Controller()
export class SafetyContactsController {
  constructor(
    private readonly transactions: Transactions,
    private readonly recording: RecordSafetyContact,
    private readonly correcting: CorrectSafetyContact,
  ) {}

  @OnCommand(recordSafetyContact)
  record(command: RecordSafetyContactCommand, context: Context): Promise<SafetyContactView> {
    return this.recording.execute(command, context);
  }

  @OnCommand(correctSafetyContact)
  correct(command: CorrectSafetyContactCommand, context: Context): Promise<SafetyContactView> {
    return this.correcting.execute(command, context);
  }

  @OnQuery(listSafetyContacts)
  list(request: PageOfParticipant, context: Context): Promise<SafetyContactPage> {
    return this.transactions.read(context, (tx) => safetyContactPage(tx, request));
  }
}
