export const reminder = 'three days before';
