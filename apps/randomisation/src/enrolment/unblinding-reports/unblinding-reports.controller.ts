import { Controller } from '@nestjs/common';
import { listUnblindingReports, type PageOfTrial, type UnblindingReportPage } from '@trial/contracts';
import type { Context } from '@trial/kernel';
import { OnQuery } from '@trial/messaging';
import { Transactions } from '@trial/persistence';
import { unblindingReportPage } from './unblinding-report.reads.js';

@Controller()
export class UnblindingReportsController {
  constructor(private readonly transactions: Transactions) {}

  @OnQuery(listUnblindingReports)
  list(request: PageOfTrial, context: Context): Promise<UnblindingReportPage> {
    return this.transactions.read(context, (tx) => unblindingReportPage(tx, request));
  }
}
