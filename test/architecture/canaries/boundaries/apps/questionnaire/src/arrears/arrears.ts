export const arrears = 2;
