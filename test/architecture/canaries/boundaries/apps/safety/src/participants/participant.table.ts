export const participants = 'participant';
