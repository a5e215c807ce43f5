import { visit } from '../visits/visit.js';

export const remindOfVisit = visit;
