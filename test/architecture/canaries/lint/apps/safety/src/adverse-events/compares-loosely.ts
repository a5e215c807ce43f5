export const same = (given: string | number): boolean => given == 3;
