export const day = (text: string): Date => new Date(text);

export const earliest = (given: readonly number[]): number => Math.min(...given);
