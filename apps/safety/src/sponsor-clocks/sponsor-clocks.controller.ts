import { Controller } from '@nestjs/common';
import {
  answerSponsorClock,
  correctReportableFact,
  listSponsorClocks,
  planAnnualReports,
  recordReportableFact,
  withdrawSponsorClock,
  type AnswerSponsorClockCommand,
  type CorrectReportableFactCommand,
  type PageOfTrial,
  type PlanAnnualReportsCommand,
  type RecordReportableFactCommand,
  type SponsorClockPage,
  type SponsorClockView,
  type WithdrawSponsorClockCommand,
} from '@trial/contracts';
import type { Context } from '@trial/kernel';
import { OnCommand, OnQuery } from '@trial/messaging';
import { Transactions } from '@trial/persistence';
import { AnswerSponsorClock } from './answer-sponsor-clock.js';
import { CorrectReportableFact } from './correct-reportable-fact.js';
import { PlanAnnualReports } from './plan-annual-reports.js';
import { RecordReportableFact } from './record-reportable-fact.js';
import { sponsorClockPage } from './sponsor-clock.reads.js';
import { WithdrawSponsorClock } from './withdraw-sponsor-clock.js';

@Controller()
export class SponsorClocksController {
  constructor(
    private readonly transactions: Transactions,
    private readonly recording: RecordReportableFact,
    private readonly planning: PlanAnnualReports,
    private readonly answering: AnswerSponsorClock,
    private readonly correcting: CorrectReportableFact,
    private readonly withdrawing: WithdrawSponsorClock,
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

  @OnCommand(correctReportableFact)
  correct(command: CorrectReportableFactCommand, context: Context): Promise<SponsorClockView> {
    return this.correcting.execute(command, context);
  }

  @OnCommand(withdrawSponsorClock)
  withdraw(command: WithdrawSponsorClockCommand, context: Context): Promise<SponsorClockView> {
    return this.withdrawing.execute(command, context);
  }

  @OnQuery(listSponsorClocks)
  list(request: PageOfTrial, context: Context): Promise<SponsorClockPage> {
    return this.transactions.read(context, (tx) => sponsorClockPage(tx, request));
  }
}
