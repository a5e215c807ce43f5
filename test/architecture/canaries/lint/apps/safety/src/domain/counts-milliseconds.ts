export const milliseconds = (): number => Date.now();
