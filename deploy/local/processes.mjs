import { spawn, spawnSync } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

/**
 * Starts a program that outlives this one: own process group, output appended to `logFile`.
 * @returns {number} its process id
 */
export function launchDetached({ command, argv0, args, cwd, env, logFile, uid, gid }) {
  const log = openSync(logFile, 'a', 0o644);
  try {
    const optional = { ...(argv0 === undefined ? {} : { argv0 }), ...(uid === undefined ? {} : { uid, gid }) };
    const child = spawn(command, args, { cwd, env, detached: true, stdio: ['ignore', log, log], ...optional });
    // The caller sees a failure to start as a missing pid; without a listener Node would end this process.
    child.on('error', () => undefined);
    child.unref();
    if (child.pid === undefined) throw new Error(`${command} could not be started`);
    return child.pid;
  } finally {
    closeSync(log);
  }
}

/**
 * The command line of a process, or '' when there is none. A zombie has an empty one: after `kill`, a detached child
 * stays visible to `kill(pid, 0)` until the system reaps it, yet it is gone for every purpose of ours.
 */
export function commandLineOf(pid) {
  if (process.platform !== 'linux') {
    const listed = spawnSync('ps', ['-o', 'stat=,command=', '-p', String(pid)], { encoding: 'utf8' }).stdout.trim();
    return listed.startsWith('Z') ? '' : listed;
  }
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
  } catch {
    return '';
  }
}

/** True when `pid` lives and its command line contains `marker`: a number that the system gave to somebody else does not count. */
export function isRunning({ pid, marker }) {
  return commandLineOf(pid).includes(marker);
}

/** Asks a process to end and insists with SIGKILL after `patienceMs`. Returns once it is gone; a stranger is left alone. */
export async function stopProcess(target, { signal = 'SIGTERM', patienceMs = 10_000 } = {}) {
  const insistAt = Date.now() + patienceMs;
  if (isRunning(target)) sendSignal(target.pid, signal);
  for (let wait = 5; isRunning(target); wait = Math.min(wait * 2, 50)) {
    if (Date.now() > insistAt) sendSignal(target.pid, 'SIGKILL');
    await pause(wait);
  }
}

/** The last lines of a log, for an error message. */
export function tailOf(logFile, lines = 15) {
  try {
    return readFileSync(logFile, 'utf8').trimEnd().split('\n').slice(-lines).join('\n');
  } catch {
    return '(no log was written)';
  }
}

function sendSignal(pid, signal) {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}
