import { noon } from './noon.spec.js';

export const held = noon;
