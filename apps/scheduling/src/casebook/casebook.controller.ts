import { Controller } from '@nestjs/common';
import { readCasebook, type CasebookPage, type ReadCasebook } from '@trial/contracts';
import type { Context } from '@trial/kernel';
import { OnQuery } from '@trial/messaging';
import { Transactions } from '@trial/persistence';
import { Trials } from '@trial/trial-configuration';
import { casebook } from './casebook.reads.js';

@Controller()
export class CasebookController {
  constructor(
    private readonly transactions: Transactions,
    private readonly trials: Trials,
  ) {}

  @OnQuery(readCasebook)
  read(request: ReadCasebook, context: Context): Promise<CasebookPage> {
    return this.transactions.read(context, (tx) => casebook(tx, this.trials, request));
  }
}
