export { allocationMade } from './allocation-made.v1.js';
