import { hoursIn } from '../../../../libs/kernel/src/time.js';

export const held = hoursIn;
