export const allocationMade = { type: 'restricted.allocation-made.v1' };
