import { Module } from '@nestjs/common';
import { Foundation } from '@trial/process';
import { AmendmentsController } from './amendments/amendments.controller.js';
import { FollowAmendments } from './amendments/follow-amendments.js';
import { PreviewAmendment } from './amendments/preview-amendment.js';
import { AppointmentsController } from './appointments/appointments.controller.js';
import { RescheduleVisit } from './appointments/reschedule-visit.js';
import { WithdrawAppointment } from './appointments/withdraw-appointment.js';
import { CalendarsController } from './calendars/calendars.controller.js';
import { CasebookController } from './casebook/casebook.controller.js';
import { EnterCasebook } from './casebook/enter-casebook.js';
import { DeviationsController } from './deviations/deviations.controller.js';
import { JudgeEarlierTreatments } from './deviations/judge-earlier-treatments.js';
import { JudgeDistance } from './deviations/judge-distance.js';
import { JudgeDeviation } from './deviations/judge-deviation.js';
import { NoticesController } from './notices/notices.controller.js';
import { noticesProviders } from './notices/notices.providers.js';
import { CorrectSafetyContact } from './safety-contacts/correct-safety-contact.js';
import { RecordSafetyContact } from './safety-contacts/record-safety-contact.js';
import { CloseSafetyContact } from './safety-contacts/close-safety-contact.js';
import { RingSafetyContact } from './safety-contacts/ring-safety-contact.js';
import { SafetyContactsController } from './safety-contacts/safety-contacts.controller.js';
import { schedulingDatabase } from './persistence/data-source.js';
import { AttendTreatment } from './visit-plans/attend-treatment.js';
import { EndFollowUp } from './visit-plans/end-follow-up.js';
import { EndParticipation } from './visit-plans/end-participation.js';
import { FollowNonTreatment } from './visit-plans/follow-non-treatment.js';
import { FollowOpenArm } from './visit-plans/follow-open-arm.js';
import { FollowParticipant } from './visit-plans/follow-participant.js';
import { FollowSafetyContact } from './visit-plans/follow-safety-contact.js';
import { MoveDependentVisits } from './visit-plans/move-dependent-visits.js';
import { PlanAgain } from './visit-plans/plan-again.js';
import { ReplanParticipant } from './visit-plans/replan-participant.js';
import { CloseVisitWindow } from './visit-windows/close-visit-window.js';
import { OpenVisitWindow } from './visit-windows/open-visit-window.js';
import { CorrectAttendance } from './attendance/correct-attendance.js';
import { ExcludeVisit } from './attendance/exclude-visit.js';
import { MissVisit } from './attendance/miss-visit.js';
import { RecordUnscheduledVisit } from './attendance/record-unscheduled-visit.js';
import { RecordVisit } from './attendance/record-visit.js';
import { VisitsController } from './attendance/visits.controller.js';
import { WebhooksController } from './webhooks/webhooks.controller.js';
import { webhooksProviders } from './webhooks/webhooks.providers.js';
import { FollowWork } from './worklist/follow-work.js';
import { HearAnswers } from './worklist/hear-answers.js';
import { HearEnrolment } from './worklist/hear-enrolment.js';
import { HearPregnancies } from './worklist/hear-pregnancies.js';
import { HearSafety } from './worklist/hear-safety.js';
import { HearSafetyContacts } from './worklist/hear-safety-contacts.js';
import { HearVisits } from './worklist/hear-visits.js';
import { WorklistController } from './worklist/worklist.controller.js';

const plans = [
  ReplanParticipant,
  FollowParticipant,
  FollowNonTreatment,
  FollowOpenArm,
  FollowSafetyContact,
  AttendTreatment,
  MoveDependentVisits,
  PlanAgain,
  EndParticipation,
  EndFollowUp,
];
const amendments = [PreviewAmendment, FollowAmendments];
const work = [FollowWork, HearEnrolment, HearVisits, HearAnswers, HearSafety, HearPregnancies, HearSafetyContacts];
const windows = [OpenVisitWindow, CloseVisitWindow];
const visits = [RecordVisit, RecordUnscheduledVisit, CorrectAttendance, MissVisit, ExcludeVisit];
const contacts = [RingSafetyContact, CloseSafetyContact, RecordSafetyContact, CorrectSafetyContact];
const appointments = [RescheduleVisit, WithdrawAppointment];

@Module({
  imports: [Foundation.for(schedulingDatabase)],
  controllers: [
    VisitsController,
    SafetyContactsController,
    AppointmentsController,
    CalendarsController,
    DeviationsController,
    AmendmentsController,
    CasebookController,
    WorklistController,
    NoticesController,
    WebhooksController,
  ],
  providers: [
    ...plans,
    ...windows,
    ...visits,
    ...contacts,
    ...appointments,
    ...amendments,
    ...work,
    ...noticesProviders,
    ...webhooksProviders,
    EnterCasebook,
    JudgeDeviation,
    JudgeDistance,
    JudgeEarlierTreatments,
  ],
})
export class SchedulingModule {}
