import { adverseEventsController } from './adverse-events.controller.js';

export const held = adverseEventsController;
