import { resultRecorded } from '@trial/contracts';
import { adverseEvent } from '../domain/adverse-event.js';
import { safetyConfig } from '../safety.config.js';
import { adverseEvents } from './adverse-event.table.js';

export const reportAdverseEvent = { adverseEvent, adverseEvents, resultRecorded, safetyConfig };
