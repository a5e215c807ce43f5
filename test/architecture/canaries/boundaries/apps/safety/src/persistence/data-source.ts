import { adverseEventsMigration } from './migrations/0001-adverse-events.js';

export const dataSource = [adverseEventsMigration];
