import type { allocationMade } from '@trial/contracts/restricted';

export type Held = typeof allocationMade;
