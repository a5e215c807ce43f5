export const later = (): number => Promise.length;
