import { foundationMigration, type FoundationOptions } from '@trial/process';
import { Deviations } from '../deviations/deviation.table.js';
import { NoticeContacts } from '../notices/notice-contact.table.js';
import { Notices } from '../notices/notice.table.js';
import { Participants } from '../participants/participant.table.js';
import { SafetyContactAttempts } from '../safety-contacts/safety-contact-attempt.table.js';
import { SafetyContacts } from '../safety-contacts/safety-contact.table.js';
import { FollowUpEnds } from '../visit-plans/follow-up-end.table.js';
import { PlanChanges } from '../visit-plans/plan-change.table.js';
import { Visits } from '../visits/visit.table.js';
import { WebhookDeliveries } from '../webhooks/webhook-delivery.table.js';
import { Webhooks } from '../webhooks/webhook.table.js';
import { WorkItems } from '../worklist/work-item.table.js';
import { WorkParticipants } from '../worklist/work-participant.table.js';
import { Participants0002 } from './migrations/0002-participants.js';
import { Visits0003 } from './migrations/0003-visits.js';
import { VisitPlans0004 } from './migrations/0004-visit-plans.js';
import { Deviations0005 } from './migrations/0005-deviations.js';
import { Work0030 } from './migrations/0030-work.js';
import { Appointments0010 } from './migrations/0010-appointments.js';
import { NoticeContacts0020 } from './migrations/0020-notice-contacts.js';
import { Notices0021 } from './migrations/0021-notices.js';
import { SettledForms0022 } from './migrations/0022-settled-forms.js';
import { Webhooks0024 } from './migrations/0024-webhooks.js';
import { Casebook0040 } from './migrations/0040-casebook.js';
import { VisitsPlannedAnew0041 } from './migrations/0041-visits-planned-anew.js';
import { DatedAttendance0042 } from './migrations/0042-dated-attendance.js';
import { NeverTreated0043 } from './migrations/0043-never-treated.js';
import { WorkOfTrial0054 } from './migrations/0054-work-of-trial.js';
import { TreatedTooSoon0055 } from './migrations/0055-treated-too-soon.js';
import { TreatedVersion0057 } from './migrations/0057-treated-version.js';
import { SafetyContacts0058 } from './migrations/0058-safety-contacts.js';
import { DeviationsOfCasebook0059 } from './migrations/0059-deviations-of-casebook.js';

export const schedulingDatabase: FoundationOptions = {
  service: 'scheduling',
  schema: 'scheduling',
  tables: [
    ...[Participants, Visits, FollowUpEnds, PlanChanges, Deviations, SafetyContacts, SafetyContactAttempts],
    ...[WorkItems, WorkParticipants, NoticeContacts, Notices, Webhooks, WebhookDeliveries],
  ],
  migrations: [
    foundationMigration('scheduling'),
    Participants0002,
    Visits0003,
    VisitPlans0004,
    Deviations0005,
    Appointments0010,
    NoticeContacts0020,
    Notices0021,
    SettledForms0022,
    Webhooks0024,
    Work0030,
    Casebook0040,
    VisitsPlannedAnew0041,
    DatedAttendance0042,
    NeverTreated0043,
    WorkOfTrial0054,
    TreatedTooSoon0055,
    TreatedVersion0057,
    SafetyContacts0058,
    DeviationsOfCasebook0059,
  ],
};
