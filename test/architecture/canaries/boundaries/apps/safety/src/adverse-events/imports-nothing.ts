import { nothing } from './nothing.js';

export const held = nothing;
