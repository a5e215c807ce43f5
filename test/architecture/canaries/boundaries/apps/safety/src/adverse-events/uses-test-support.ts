import { clock } from '../../../../test/support/clock.js';

export const held = clock;
