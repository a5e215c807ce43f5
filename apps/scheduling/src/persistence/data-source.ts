import { foundationMigration, type FoundationOptions } from '@trial/process';
import { Deviations } from '../deviations/deviation.table.js';
import { Participants } from '../participants/participant.table.js';
import { FollowUpEnds } from '../visit-plans/follow-up-end.table.js';
import { Visits } from '../visits/visit.table.js';
import { WorkItems } from '../work/work-item.table.js';
import { WorkParticipants } from '../work/work-participant.table.js';
import { Participants0002 } from './migrations/0002-participants.js';
import { Visits0003 } from './migrations/0003-visits.js';
import { VisitPlans0004 } from './migrations/0004-visit-plans.js';
import { Deviations0005 } from './migrations/0005-deviations.js';
import { Work0030 } from './migrations/0030-work.js';
import { Casebook0040 } from './migrations/0040-casebook.js';

export const schedulingDatabase: FoundationOptions = {
  service: 'scheduling',
  schema: 'scheduling',
  tables: [Participants, Visits, FollowUpEnds, Deviations, WorkItems, WorkParticipants],
  migrations: [
    foundationMigration('scheduling'),
    Participants0002,
    Visits0003,
    VisitPlans0004,
    Deviations0005,
    Work0030,
    Casebook0040,
  ],
};
