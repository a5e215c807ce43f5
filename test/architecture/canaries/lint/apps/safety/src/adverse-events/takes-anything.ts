export const take = (value: any): boolean => value === 3;
