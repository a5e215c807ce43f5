import { Controller } from '@nestjs/common';
import {
  listVisits,
  listWorklist,
  missVisit,
  readVisit,
  recordVisit,
  type AtVisitQuery,
  type MissVisitCommand,
  type PageOfParticipant,
  type PageOfTrial,
  type RecordVisitCommand,
  type VisitPage,
  type VisitView,
} from '@trial/contracts';
import type { Context } from '@trial/kernel';
import { OnCommand, OnQuery } from '@trial/messaging';
import { Transactions } from '@trial/persistence';
import { MissVisit } from './miss-visit.js';
import { RecordVisit } from './record-visit.js';
import { oneVisit, visitPlan, worklist } from './visit.reads.js';

@Controller()
export class VisitsController {
  constructor(
    private readonly transactions: Transactions,
    private readonly recording: RecordVisit,
    private readonly missing: MissVisit,
  ) {}

  @OnCommand(recordVisit)
  record(command: RecordVisitCommand, context: Context): Promise<VisitView> {
    return this.recording.execute(command, context);
  }

  @OnCommand(missVisit)
  miss(command: MissVisitCommand, context: Context): Promise<VisitView> {
    return this.missing.execute(command, context);
  }

  @OnQuery(readVisit)
  read(request: AtVisitQuery, context: Context): Promise<VisitView> {
    return this.transactions.read(context, (tx) => oneVisit(tx, request));
  }

  @OnQuery(listVisits)
  list(request: PageOfParticipant, context: Context): Promise<VisitPage> {
    return this.transactions.read(context, (tx) => visitPlan(tx, request));
  }

  @OnQuery(listWorklist)
  worklist(request: PageOfTrial, context: Context): Promise<VisitPage> {
    return this.transactions.read(context, (tx) => worklist(tx, request));
  }
}
