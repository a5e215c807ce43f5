import { dates } from '../utils/dates.js';

export const held = dates;
