import { anchor } from './anchor.js';

export const window = (): unknown => anchor;
