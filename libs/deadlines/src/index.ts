export { Bells } from './bells.js';
export { AlarmClock, type AlarmLog, type DeadlineHandling } from './alarm-clock.js';
export { arm, armAll, disarm, disarmAll, meet } from './arm.js';
export { defineDeadline, type DeadlineContract, type PayloadOf } from './deadline.js';
export { DEADLINE_HANDLER, OnDeadline, type DeadlineHandler } from './on-deadline.decorator.js';
export { deadlineTables } from './tables.js';
export { overdueDeadlines, overdueUpTo, Watchdog, type Overdue } from './watchdog.js';
