import { Controller } from '@nestjs/common';
import {
  listGradeDifferences,
  listGradings,
  type GradeDifferencePage,
  type GradingPage,
  type ListGradeDifferences,
  type ListGradings,
} from '@trial/contracts';
import type { Context } from '@trial/kernel';
import { OnQuery } from '@trial/messaging';
import { Transactions } from '@trial/persistence';
import { gradeDifferencePage, gradingPage } from './grading.reads.js';

@Controller()
export class GradingsController {
  constructor(private readonly transactions: Transactions) {}

  @OnQuery(listGradings)
  gradings(request: ListGradings, context: Context): Promise<GradingPage> {
    return this.transactions.read(context, (tx) => gradingPage(tx, request));
  }

  @OnQuery(listGradeDifferences)
  differences(request: ListGradeDifferences, context: Context): Promise<GradeDifferencePage> {
    return this.transactions.read(context, (tx) => gradeDifferencePage(tx, request));
  }
}
