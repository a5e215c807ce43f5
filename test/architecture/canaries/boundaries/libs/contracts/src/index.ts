export { resultRecorded } from './result-recorded.v1.js';
