export const week = 12;
