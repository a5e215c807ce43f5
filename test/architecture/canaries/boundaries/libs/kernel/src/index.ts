export { hoursIn, type Hours } from './time.js';
