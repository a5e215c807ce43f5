const { now } = Date;

export const milliseconds = (): number => now();
