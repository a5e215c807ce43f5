import { Module } from '@nestjs/common';
import { Foundation } from '@trial/process';
import { schedulingDatabase } from './persistence/data-source.js';
import { EndParticipation } from './visit-plans/end-participation.js';
import { PlanVisits } from './visit-plans/plan-visits.js';
import { CloseVisitWindow } from './visit-windows/close-visit-window.js';
import { OpenVisitWindow } from './visit-windows/open-visit-window.js';
import { MissVisit } from './visits/miss-visit.js';
import { RecordVisit } from './visits/record-visit.js';
import { RescheduleVisit } from './visits/reschedule-visit.js';
import { VisitsController } from './visits/visits.controller.js';
import { FollowWork } from './work/follow-work.js';
import { HearAnswers } from './work/hear-answers.js';
import { HearEnrolment } from './work/hear-enrolment.js';
import { HearSafety } from './work/hear-safety.js';
import { HearVisits } from './work/hear-visits.js';
import { WorklistController } from './work/worklist.controller.js';

@Module({
  imports: [Foundation.for(schedulingDatabase)],
  controllers: [VisitsController, WorklistController],
  providers: [
    ...[PlanVisits, EndParticipation, OpenVisitWindow, CloseVisitWindow, RecordVisit, MissVisit, RescheduleVisit],
    ...[FollowWork, HearEnrolment, HearVisits, HearAnswers, HearSafety],
  ],
})
export class SchedulingModule {}
