import { closedReports } from '../unblinded/closed-report.table.js';

export const held = closedReports;
