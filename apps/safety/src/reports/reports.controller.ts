import { Controller } from '@nestjs/common';
import {
  readLocalToxicity,
  readMaximumGrades,
  type LocalToxicityReport,
  type LocalToxicityRequest,
  type MaximumGradeRequest,
  type MaximumGradeTable,
} from '@trial/contracts';
import type { Context } from '@trial/kernel';
import { OnQuery } from '@trial/messaging';
import { Transactions } from '@trial/persistence';
import { Trials } from '@trial/trial-configuration';
import { localToxicityView } from './local-toxicity.reads.js';
import { maximumGradeView } from './maximum-grades.reads.js';

@Controller()
export class ReportsController {
  constructor(
    private readonly transactions: Transactions,
    private readonly trials: Trials,
  ) {}

  @OnQuery(readMaximumGrades)
  maximumGrades(request: MaximumGradeRequest, context: Context): Promise<MaximumGradeTable> {
    return this.transactions.read(context, (tx) =>
      maximumGradeView(tx, request, this.trials.inForceAnywhere(request.trialId, tx.now)),
    );
  }

  @OnQuery(readLocalToxicity)
  localToxicity(request: LocalToxicityRequest, context: Context): Promise<LocalToxicityReport> {
    return this.transactions.read(context, (tx) =>
      localToxicityView(tx, request, this.trials.inForceAnywhere(request.trialId, tx.now)),
    );
  }
}
