import { response } from '../responses/index.js';

export const held = response;
