import { adverseEvents } from './adverse-event.table.js';

export const held = adverseEvents;
