/**
 * The second door: events of the unblinded modules, which carry ids only, never an arm, and what one of them asks another, which
 * is no route of the gateway. Blinded code may
 * not import them (boundary rule `blinded-code-cannot-see-allocations`).
 */
export { allocationMade } from './allocation-made.v1.js';
export { allocationDisclosed } from './allocation-disclosed.v1.js';
export { submissionChanged } from './submission-changed.v1.js';
export { submissionDutyRang } from './submission-duty-rang.v1.js';
export { listRunningLow } from './list-running-low.v1.js';
export { ArmOfParticipant, ArmsForReport, ArmsForReportRequest, readArmsForReport } from './arms-for-report.query.js';
