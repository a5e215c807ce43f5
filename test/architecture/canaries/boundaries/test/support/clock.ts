import { hoursIn } from '@trial/kernel';

export const clock = { day: hoursIn('P1D') };
