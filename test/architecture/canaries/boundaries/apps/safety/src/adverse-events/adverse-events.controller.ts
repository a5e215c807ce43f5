import { reportAdverseEvent } from './report-adverse-event.js';

export const adverseEventsController = reportAdverseEvent;
