import { allocationMade } from '@trial/contracts/restricted';

export const allocations = allocationMade;
