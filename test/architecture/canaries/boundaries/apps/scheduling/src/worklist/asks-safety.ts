import { reportAdverseEvent } from '../../../safety/src/adverse-events/report-adverse-event.js';

export const held = reportAdverseEvent;
