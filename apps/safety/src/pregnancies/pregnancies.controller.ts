import { Controller } from '@nestjs/common';
import {
  reportPregnancy,
  receivePregnancy,
  followUpPregnancy,
  recordPregnancyOutcome,
  correctPregnancy,
  correctPregnancyReceipt,
  linkPregnancyEvent,
  readPregnancy,
  listPregnancies,
  listPregnancyEntries,
  type ReportPregnancyCommand,
  type ReceivePregnancyCommand,
  type FollowUpPregnancyCommand,
  type RecordPregnancyOutcomeCommand,
  type CorrectPregnancyCommand,
  type CorrectPregnancyReceiptCommand,
  type LinkPregnancyEventCommand,
  type AtPregnancy,
  type ListPregnancies,
  type PregnancyEntries,
  type PregnancyPage,
  type PregnancyView,
} from '@trial/contracts';
import type { Context } from '@trial/kernel';
import { OnCommand, OnQuery } from '@trial/messaging';
import { Transactions } from '@trial/persistence';
import { pregnancyEntries, pregnancyPage, readPregnancyView } from './pregnancy.reads.js';
import { ReportPregnancy } from './report-pregnancy.js';
import { ReceivePregnancy } from './receive-pregnancy.js';
import { FollowUpPregnancy } from './follow-up-pregnancy.js';
import { RecordPregnancyOutcome } from './record-pregnancy-outcome.js';
import { CorrectPregnancy } from './correct-pregnancy.js';
import { CorrectPregnancyReceipt } from './correct-pregnancy-receipt.js';
import { LinkPregnancyEvent } from './link-pregnancy-event.js';

@Controller()
export class PregnanciesController {
  constructor(
    private readonly transactions: Transactions,
    private readonly reporting: ReportPregnancy,
    private readonly receiving: ReceivePregnancy,
    private readonly following: FollowUpPregnancy,
    private readonly ending: RecordPregnancyOutcome,
    private readonly correcting: CorrectPregnancy,
    private readonly correctingReceipt: CorrectPregnancyReceipt,
    private readonly linking: LinkPregnancyEvent,
  ) {}

  @OnCommand(reportPregnancy)
  report(command: ReportPregnancyCommand, context: Context): Promise<PregnancyView> {
    return this.reporting.execute(command, context);
  }

  @OnCommand(receivePregnancy)
  receive(command: ReceivePregnancyCommand, context: Context): Promise<PregnancyView> {
    return this.receiving.execute(command, context);
  }

  @OnCommand(followUpPregnancy)
  followUp(command: FollowUpPregnancyCommand, context: Context): Promise<PregnancyView> {
    return this.following.execute(command, context);
  }

  @OnCommand(recordPregnancyOutcome)
  end(command: RecordPregnancyOutcomeCommand, context: Context): Promise<PregnancyView> {
    return this.ending.execute(command, context);
  }

  @OnCommand(correctPregnancy)
  correct(command: CorrectPregnancyCommand, context: Context): Promise<PregnancyView> {
    return this.correcting.execute(command, context);
  }

  @OnCommand(correctPregnancyReceipt)
  correctReceipt(command: CorrectPregnancyReceiptCommand, context: Context): Promise<PregnancyView> {
    return this.correctingReceipt.execute(command, context);
  }

  @OnCommand(linkPregnancyEvent)
  link(command: LinkPregnancyEventCommand, context: Context): Promise<PregnancyView> {
    return this.linking.execute(command, context);
  }

  @OnQuery(readPregnancy)
  read(at: AtPregnancy, context: Context): Promise<PregnancyView> {
    return this.transactions.read(context, (tx) => readPregnancyView(tx, at));
  }

  @OnQuery(listPregnancyEntries)
  entries(at: AtPregnancy, context: Context): Promise<PregnancyEntries> {
    return this.transactions.read(context, (tx) => pregnancyEntries(tx, at));
  }

  @OnQuery(listPregnancies)
  list(request: ListPregnancies, context: Context): Promise<PregnancyPage> {
    return this.transactions.read(context, (tx) => pregnancyPage(tx, request));
  }
}
