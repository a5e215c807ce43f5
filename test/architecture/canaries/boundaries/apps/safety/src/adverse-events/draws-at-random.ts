import { property } from 'fast-check';

export const held = property;
