import { readFileSync } from 'node:fs';

export const held = readFileSync;
