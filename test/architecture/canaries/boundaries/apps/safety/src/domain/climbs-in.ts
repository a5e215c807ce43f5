import type { Hours } from '../../../../libs/kernel/src/time.js';

export const day: Hours = 24;
