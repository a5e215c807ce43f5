import { allocations } from '../vault/allocation.table.js';

export const held = allocations;
