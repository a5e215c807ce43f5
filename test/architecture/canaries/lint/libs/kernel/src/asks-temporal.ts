import { Temporal } from 'temporal-polyfill';

export const now = (): Temporal.Instant => Temporal.Now.instant();
