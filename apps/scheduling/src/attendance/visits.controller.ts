import { Controller } from '@nestjs/common';
import {
  correctAttendance,
  endFollowUp,
  excludeVisit,
  listPlanChanges,
  listVisits,
  missVisit,
  previewAttendance,
  readAnalysisVisits,
  readVisit,
  recordUnscheduledVisit,
  recordVisit,
  type AnalysisVisits,
  type AnalysisVisitsQuery,
  type AttendancePreview,
  type AtVisitQuery,
  type CorrectAttendanceCommand,
  type EndFollowUpCommand,
  type ExcludeVisitCommand,
  type FollowUpEnd,
  type MissVisitCommand,
  type PageOfParticipant,
  type PlanChangePage,
  type PreviewAttendance,
  type RecordUnscheduledVisitCommand,
  type RecordVisitCommand,
  type VisitPage,
  type VisitView,
} from '@trial/contracts';
import type { Context } from '@trial/kernel';
import { OnCommand, OnQuery } from '@trial/messaging';
import { Transactions } from '@trial/persistence';
import { Trials } from '@trial/trial-configuration';
import { planChanges } from '../visit-plans/plan-change.reads.js';
import { EndFollowUp } from '../visit-plans/end-follow-up.js';
import { analysisVisitsOf } from '../visits/analysis-visits.reads.js';
import { attendancePreview } from './attendance-preview.reads.js';
import { CorrectAttendance } from './correct-attendance.js';
import { ExcludeVisit } from './exclude-visit.js';
import { MissVisit } from './miss-visit.js';
import { RecordUnscheduledVisit } from './record-unscheduled-visit.js';
import { RecordVisit } from './record-visit.js';
import { oneVisit, visitPlan } from '../visits/visit.reads.js';

@Controller()
export class VisitsController {
  constructor(
    private readonly transactions: Transactions,
    private readonly recording: RecordVisit,
    private readonly missing: MissVisit,
    private readonly unscheduled: RecordUnscheduledVisit,
    private readonly correcting: CorrectAttendance,
    private readonly excluding: ExcludeVisit,
    private readonly ending: EndFollowUp,
    private readonly trials: Trials,
  ) {}

  @OnCommand(recordVisit)
  record(command: RecordVisitCommand, context: Context): Promise<VisitView> {
    return this.recording.execute(command, context);
  }

  @OnCommand(missVisit)
  miss(command: MissVisitCommand, context: Context): Promise<VisitView> {
    return this.missing.execute(command, context);
  }

  @OnCommand(recordUnscheduledVisit)
  recordUnscheduled(command: RecordUnscheduledVisitCommand, context: Context): Promise<VisitView> {
    return this.unscheduled.execute(command, context);
  }

  @OnCommand(correctAttendance)
  correct(command: CorrectAttendanceCommand, context: Context): Promise<VisitView> {
    return this.correcting.execute(command, context);
  }

  @OnQuery(previewAttendance)
  preview(request: PreviewAttendance, context: Context): Promise<AttendancePreview> {
    return this.transactions.read(context, (tx) => attendancePreview(tx, this.trials, request));
  }

  @OnCommand(excludeVisit)
  exclude(command: ExcludeVisitCommand, context: Context): Promise<VisitView> {
    return this.excluding.execute(command, context);
  }

  @OnCommand(endFollowUp)
  endFollowUp(command: EndFollowUpCommand, context: Context): Promise<FollowUpEnd> {
    return this.ending.execute(command, context);
  }

  @OnQuery(listPlanChanges)
  planChanges(request: PageOfParticipant, context: Context): Promise<PlanChangePage> {
    return this.transactions.read(context, (tx) => planChanges(tx, request));
  }

  @OnQuery(readAnalysisVisits)
  analysis(request: AnalysisVisitsQuery, context: Context): Promise<AnalysisVisits> {
    return this.transactions.read(context, (tx) => analysisVisitsOf(tx, this.trials, request));
  }

  @OnQuery(readVisit)
  read(request: AtVisitQuery, context: Context): Promise<VisitView> {
    return this.transactions.read(context, (tx) => oneVisit(tx, request));
  }

  @OnQuery(listVisits)
  list(request: PageOfParticipant, context: Context): Promise<VisitPage> {
    return this.transactions.read(context, (tx) => visitPlan(tx, request));
  }
}
