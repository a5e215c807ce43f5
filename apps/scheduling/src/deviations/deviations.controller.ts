import { Controller } from '@nestjs/common';
import {
  judgeDeviation,
  listDeviations,
  type DeviationPage,
  type DeviationView,
  type JudgeDeviationCommand,
  type PageOfDeviations,
} from '@trial/contracts';
import type { Context } from '@trial/kernel';
import { OnCommand, OnQuery } from '@trial/messaging';
import { Transactions } from '@trial/persistence';
import { deviations } from './deviation.reads.js';
import { JudgeDeviation } from './judge-deviation.js';

@Controller()
export class DeviationsController {
  constructor(
    private readonly transactions: Transactions,
    private readonly judging: JudgeDeviation,
  ) {}

  @OnQuery(listDeviations)
  list(request: PageOfDeviations, context: Context): Promise<DeviationPage> {
    return this.transactions.read(context, (tx) => deviations(tx, request));
  }

  @OnCommand(judgeDeviation)
  judge(command: JudgeDeviationCommand, context: Context): Promise<DeviationView> {
    return this.judging.execute(command, context);
  }
}
