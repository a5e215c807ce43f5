import { Controller } from '@nestjs/common';
import { listClocks, type ClockPage, type PageOfTrial } from '@trial/contracts';
import type { Context } from '@trial/kernel';
import { OnQuery } from '@trial/messaging';
import { Transactions } from '@trial/persistence';
import { clockPage } from './reporting-clock.reads.js';

@Controller()
export class ReportingClocksController {
  constructor(private readonly transactions: Transactions) {}

  @OnQuery(listClocks)
  list(request: PageOfTrial, context: Context): Promise<ClockPage> {
    return this.transactions.read(context, (tx) => clockPage(tx, request));
  }
}
