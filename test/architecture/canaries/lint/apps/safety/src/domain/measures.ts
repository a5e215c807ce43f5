export const milliseconds = (): number => performance.now();
