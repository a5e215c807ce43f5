import { Controller } from '@nestjs/common';
import { listCodeBreaks, type CodeBreakPage, type PageOfTrial } from '@trial/contracts';
import type { Context } from '@trial/kernel';
import { OnQuery } from '@trial/messaging';
import { Transactions } from '@trial/persistence';
import { codeBreakPage } from './code-break.reads.js';

@Controller()
export class CodeBreakNoticesController {
  constructor(private readonly transactions: Transactions) {}

  @OnQuery(listCodeBreaks)
  list(request: PageOfTrial, context: Context): Promise<CodeBreakPage> {
    return this.transactions.read(context, (tx) => codeBreakPage(tx, request));
  }
}
