import { Controller } from '@nestjs/common';
import { listWorklist, type ListWorklist, type WorklistPage } from '@trial/contracts';
import type { Context } from '@trial/kernel';
import { OnQuery } from '@trial/messaging';
import { Transactions } from '@trial/persistence';
import { Trials } from '@trial/trial-configuration';
import { worklist } from './worklist.reads.js';

@Controller()
export class WorklistController {
  constructor(
    private readonly transactions: Transactions,
    private readonly trials: Trials,
  ) {}

  @OnQuery(listWorklist)
  list(request: ListWorklist, context: Context): Promise<WorklistPage> {
    return this.transactions.read(context, (tx) => worklist(tx, this.trials, request));
  }
}
