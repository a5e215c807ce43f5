export const ports = { safety: 4001 };
