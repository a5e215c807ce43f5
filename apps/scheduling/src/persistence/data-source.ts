import { foundationMigration, type FoundationOptions } from '@trial/process';
import { Participants } from '../participants/participant.table.js';
import { Visits } from '../visits/visit.table.js';
import { Participants0002 } from './migrations/0002-participants.js';
import { Visits0003 } from './migrations/0003-visits.js';
import { Appointments0010 } from './migrations/0010-appointments.js';

export const schedulingDatabase: FoundationOptions = {
  service: 'scheduling',
  schema: 'scheduling',
  tables: [Participants, Visits],
  migrations: [foundationMigration('scheduling'), Participants0002, Visits0003, Appointments0010],
};
