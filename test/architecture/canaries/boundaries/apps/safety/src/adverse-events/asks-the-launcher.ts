import { ports } from '../../../../deploy/local/ports.mjs';

export const held = ports;
