import type { allocations } from '../vault/allocation.table.js';

export type Held = typeof allocations;
