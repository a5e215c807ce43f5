import { foundationMigration, type FoundationOptions } from '@trial/process';
import { AccessGrants } from '../access-grants/access-grant.table.js';
import { AccessGrants0002 } from './migrations/0002-access-grants.js';
import { TrialClockSteps0003 } from './migrations/0003-trial-clock-steps.js';
import { CalendarFeeds0010 } from './migrations/0010-calendar-feeds.js';

export const gatewayDatabase: FoundationOptions = {
  service: 'gateway',
  schema: 'gateway',
  tables: [AccessGrants],
  migrations: [foundationMigration('gateway'), AccessGrants0002, TrialClockSteps0003, CalendarFeeds0010],
};
