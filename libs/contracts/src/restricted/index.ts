/**
 * The second door: events of the unblinded modules. They carry ids only, never an arm, and still blinded code may
 * not import them (boundary rule `blinded-code-cannot-see-allocations`).
 */
export { allocationMade } from './allocation-made.v1.js';
export { allocationDisclosed } from './allocation-disclosed.v1.js';
export { listRunningLow } from './list-running-low.v1.js';
