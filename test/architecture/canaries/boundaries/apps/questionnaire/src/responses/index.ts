export const response = 'answered';
