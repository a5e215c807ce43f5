export const claim = (value: unknown): number => value as number;
