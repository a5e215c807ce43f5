import fc from 'fast-check';
import { clock } from '../../../../test/support/clock.js';
import { value } from './value.js';

export const property = [fc, clock, value];
