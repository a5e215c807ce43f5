export const first = (grades: readonly number[]): number => grades[0]!;
