import { Temporal } from 'temporal-polyfill';

export type Hours = number;
export const hoursIn = (text: string): Hours => Temporal.Duration.from(text).total('hours');
