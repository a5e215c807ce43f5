import { adverseEventsController } from './adverse-events/adverse-events.controller.js';
import { dataSource } from './persistence/data-source.js';
import { assessCase } from './unblinded/assess-case.js';

export const safetyModule = { adverseEventsController, assessCase, dataSource };
