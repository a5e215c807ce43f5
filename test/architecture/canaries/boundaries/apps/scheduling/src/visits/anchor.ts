import { window } from './window.js';

export const anchor = (): unknown => window;
