import type { AlarmLog } from '@trial/deadlines';

const WHATEVER_IS_ARMED = new Set(['redis-away', 'deadline-sweep-interrupted']);

/**
 * What may be read of the alarm clock of a module that operations are told nothing countable of: that the line to Redis or a
 * look at Postgres broke, which happens whatever is armed. A line about a deadline, or about bells that had to be set, counts
 * them; that one of them fails is to be seen where its work is listed.
 */
export const untoldAlarms = (logger: AlarmLog): AlarmLog => ({
  log: () => undefined,
  error: () => undefined,
  warn: (line) => {
    if (WHATEVER_IS_ARMED.has(line.event)) logger.warn(line);
  },
});
