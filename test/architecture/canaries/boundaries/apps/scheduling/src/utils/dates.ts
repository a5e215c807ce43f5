export const dates = ['2025-03-30'];
