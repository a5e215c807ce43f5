export const visit = 'W12';
