import { value } from '../value.js';

export const grade = value;
