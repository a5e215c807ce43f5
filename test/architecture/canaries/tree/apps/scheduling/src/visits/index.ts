export { week } from './window.js';
