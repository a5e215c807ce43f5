import { Controller } from '@nestjs/common';
import { readReportingDecision, type AtAdverseEvent, type ReportingDecision } from '@trial/contracts';
import type { Context } from '@trial/kernel';
import { OnQuery } from '@trial/messaging';
import { Transactions } from '@trial/persistence';
import { Trials } from '@trial/trial-configuration';
import { reportingDecision } from './reporting-decision.reads.js';

@Controller()
export class ReportingDecisionsController {
  constructor(
    private readonly transactions: Transactions,
    private readonly trials: Trials,
  ) {}

  @OnQuery(readReportingDecision)
  read(request: AtAdverseEvent, context: Context): Promise<ReportingDecision> {
    return this.transactions.read(context, (tx) => reportingDecision(tx, request, this.trials));
  }
}
