import { Module } from '@nestjs/common';
import { Foundation } from '@trial/process';
import { NoticesController } from './notices/notices.controller.js';
import { noticesProviders } from './notices/notices.providers.js';
import { schedulingDatabase } from './persistence/data-source.js';
import { EndParticipation } from './visit-plans/end-participation.js';
import { PlanVisits } from './visit-plans/plan-visits.js';
import { CloseVisitWindow } from './visit-windows/close-visit-window.js';
import { OpenVisitWindow } from './visit-windows/open-visit-window.js';
import { MissVisit } from './visits/miss-visit.js';
import { RecordVisit } from './visits/record-visit.js';
import { RescheduleVisit } from './visits/reschedule-visit.js';
import { VisitsController } from './visits/visits.controller.js';

@Module({
  imports: [Foundation.for(schedulingDatabase)],
  controllers: [VisitsController, NoticesController],
  providers: [
    PlanVisits,
    EndParticipation,
    OpenVisitWindow,
    CloseVisitWindow,
    RecordVisit,
    MissVisit,
    RescheduleVisit,
    ...noticesProviders,
  ],
})
export class SchedulingModule {}
