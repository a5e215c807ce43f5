import { Controller } from '@nestjs/common';
import {
  listAdverseEventLines,
  readLocalToxicity,
  readMaximumGrades,
  readParticipantMaximumGrades,
  type AtParticipant,
  type LineListing,
  type LineListingRequest,
  type LocalToxicityReport,
  type LocalToxicityRequest,
  type MaximumGradeRequest,
  type MaximumGradeTable,
  type ParticipantMaximumGrades,
} from '@trial/contracts';
import type { Context } from '@trial/kernel';
import { OnQuery } from '@trial/messaging';
import { Transactions } from '@trial/persistence';
import { Trials } from '@trial/trial-configuration';
import { lineListingPage } from './line-listing.reads.js';
import { localToxicityView } from './local-toxicity.reads.js';
import { maximumGradeReport } from './maximum-grade-report.js';
import { participantMaximumGrades } from './participant-maximum-grades.reads.js';
import { ReportDataOfTrial } from './report-data.js';

@Controller()
export class ReportsController {
  constructor(
    private readonly transactions: Transactions,
    private readonly trials: Trials,
    private readonly data: ReportDataOfTrial,
  ) {}

  @OnQuery(readMaximumGrades)
  async maximumGrades(request: MaximumGradeRequest, context: Context): Promise<MaximumGradeTable> {
    return maximumGradeReport(request, await this.data.grades(request, context));
  }

  @OnQuery(readParticipantMaximumGrades)
  participantMaximumGrades(
    { trialId, participantId }: AtParticipant,
    context: Context,
  ): Promise<ParticipantMaximumGrades> {
    return this.transactions.read(context, (tx) =>
      participantMaximumGrades(tx, participantId, this.trials.inForceAnywhere(trialId, tx.now)),
    );
  }

  @OnQuery(readLocalToxicity)
  localToxicity(request: LocalToxicityRequest, context: Context): Promise<LocalToxicityReport> {
    return this.transactions.read(context, (tx) =>
      localToxicityView(tx, request, this.trials.inForceAnywhere(request.trialId, tx.now)),
    );
  }

  @OnQuery(listAdverseEventLines)
  lines(request: LineListingRequest, context: Context): Promise<LineListing> {
    return this.transactions.read(context, (tx) => lineListingPage(tx, request));
  }
}
