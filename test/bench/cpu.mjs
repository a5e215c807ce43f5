import { readFileSync, readdirSync } from 'node:fs';

// What /proc counts in: hundredths of a second, on every Linux that Node runs on.
const TICK_MS = 10;

/**
 * Processor time that processes and their children have used so far, in ms: unlike a rate it hardly depends on what
 * else the machine is doing. Null where there is no /proc.
 *
 * @param {(number | undefined)[]} pids
 */
export function cpuUsedMs(pids) {
  if (process.platform !== 'linux' || pids.includes(undefined)) return null;
  const all = readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .map((entry) => statusOf(Number(entry)));
  const theirs = all.filter(({ pid, parent }) => pids.includes(pid) || pids.includes(parent));
  return theirs.reduce((sum, { pid, own, reaped }) => sum + own + (pids.includes(pid) ? reaped : 0), 0);
}

/** Own time and that of children that have ended, in ms; nothing of a process that has just gone. */
function statusOf(pid) {
  try {
    const [, fields] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(/\) (?!.*\) )/s);
    const values = fields.split(' ').map(Number);
    const [user, system, reapedUser, reapedSystem] = values.slice(11, 15).map((ticks) => ticks * TICK_MS);
    return { pid, parent: values[1], own: user + system, reaped: reapedUser + reapedSystem };
  } catch (error) {
    if (error.code === 'ENOENT' || error.code === 'ESRCH') return { pid, parent: 0, own: 0, reaped: 0 };
    throw error;
  }
}
