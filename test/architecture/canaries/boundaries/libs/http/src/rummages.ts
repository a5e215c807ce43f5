import { helpers } from './helpers.js';

export const held = helpers;
