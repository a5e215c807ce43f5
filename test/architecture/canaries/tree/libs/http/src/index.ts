export { problem } from './types.js';
