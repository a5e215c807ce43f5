import { allocationMade } from '../../../../libs/contracts/src/restricted/index.js';

export const held = allocationMade;
