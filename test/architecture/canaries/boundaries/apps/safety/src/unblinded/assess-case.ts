import { allocationMade } from '@trial/contracts/restricted';
import { adverseEvent } from '../domain/adverse-event.js';

export const assessCase = { allocationMade, adverseEvent };
