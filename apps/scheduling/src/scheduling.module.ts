import { Module } from '@nestjs/common';
import { Foundation } from '@trial/process';
import { AppointmentsController } from './appointments/appointments.controller.js';
import { RescheduleVisit } from './appointments/reschedule-visit.js';
import { WithdrawAppointment } from './appointments/withdraw-appointment.js';
import { CalendarsController } from './calendars/calendars.controller.js';
import { schedulingDatabase } from './persistence/data-source.js';
import { EndParticipation } from './visit-plans/end-participation.js';
import { PlanVisits } from './visit-plans/plan-visits.js';
import { CloseVisitWindow } from './visit-windows/close-visit-window.js';
import { OpenVisitWindow } from './visit-windows/open-visit-window.js';
import { MissVisit } from './visits/miss-visit.js';
import { RecordVisit } from './visits/record-visit.js';
import { VisitsController } from './visits/visits.controller.js';

@Module({
  imports: [Foundation.for(schedulingDatabase)],
  controllers: [VisitsController, AppointmentsController, CalendarsController],
  providers: [
    PlanVisits,
    EndParticipation,
    OpenVisitWindow,
    CloseVisitWindow,
    RecordVisit,
    MissVisit,
    RescheduleVisit,
    WithdrawAppointment,
  ],
})
export class SchedulingModule {}
