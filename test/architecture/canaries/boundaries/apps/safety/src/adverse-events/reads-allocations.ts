import { allocationMade } from '@trial/contracts/restricted';

export const held = allocationMade;
