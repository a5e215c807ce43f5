export const safetyConfig = { port: 4001 };
