import { allocationMade } from '@trial/contracts';

export const held = allocationMade;
