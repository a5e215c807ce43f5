import { Outcome } from './report.js';

export const fatal: Outcome = 'fatal';
