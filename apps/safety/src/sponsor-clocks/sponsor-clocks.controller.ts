import { Controller } from '@nestjs/common';
import {
  answerSponsorClock,
  listSponsorClocks,
  planAnnualReports,
  recordReportableFact,
  type AnswerSponsorClockCommand,
  type PageOfTrial,
  type PlanAnnualReportsCommand,
  type RecordReportableFactCommand,
  type SponsorClockPage,
  type SponsorClockView,
} from '@trial/contracts';
import type { Context } from '@trial/kernel';
import { OnCommand, OnQuery } from '@trial/messaging';
import { Transactions } from '@trial/persistence';
import { AnswerSponsorClock } from './answer-sponsor-clock.js';
import { PlanAnnualReports } from './plan-annual-reports.js';
import { RecordReportableFact } from './record-reportable-fact.js';
import { sponsorClockPage } from './sponsor-clock.reads.js';

@Controller()
export class SponsorClocksController {
  constructor(
    private readonly transactions: Transactions,
    private readonly recording: RecordReportableFact,
    private readonly planning: PlanAnnualReports,
    private readonly answering: AnswerSponsorClock,
  ) {}

  @OnCommand(recordReportableFact)
  record(command: RecordReportableFactCommand, context: Context): Promise<SponsorClockView> {
    return this.recording.execute(command, context);
  }

  @OnCommand(planAnnualReports)
  plan(command: PlanAnnualReportsCommand, context: Context): Promise<SponsorClockView> {
    return this.planning.execute(command, context);
  }

  @OnCommand(answerSponsorClock)
  answer(command: AnswerSponsorClockCommand, context: Context): Promise<SponsorClockView> {
    return this.answering.execute(command, context);
  }

  @OnQuery(listSponsorClocks)
  list(request: PageOfTrial, context: Context): Promise<SponsorClockPage> {
    return this.transactions.read(context, (tx) => sponsorClockPage(tx, request));
  }
}
