import { adverseEventsMigration } from '../persistence/migrations/0001-adverse-events.js';

export const held = adverseEventsMigration;
