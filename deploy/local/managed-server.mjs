import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort, isFree } from './ports.mjs';
import { isRunning, launchDetached, stopProcess, tailOf } from './processes.mjs';

const READY_WITHIN_MS = 60_000;
const ATTEMPTS = 3;

/**
 * Brings one server up, or finds it up, and returns its port.
 *
 * @param {import('./stack-state.mjs').StackState} state
 * @param {object} server
 * @param {string} server.name
 * @param {(port: number) => Promise<object>} server.prepare writes configuration; returns what `launchDetached` needs
 *   beside the log file, and `marker`: a part of the command line that only this server has
 * @param {(port: number) => Promise<boolean>} server.isReady true when it answers with our password
 * @throws {Error} with the end of the server's log, when it ends early or does not answer within a minute
 */
export async function ensureServer(state, { name, prepare, isReady }) {
  const logFile = join(state.folder, 'logs', `${name}.log`);
  const known = state.servers[name];
  if (known?.pid !== undefined && isRunning(known)) {
    await untilReady({ name, port: state.ports[name], isReady, process: known, logFile });
    return state.ports[name];
  }
  for (let attempt = 1; ; attempt += 1) {
    const port = await portFor(state, name);
    const { marker, ...launch } = await prepare(port);
    const process = { pid: launchDetached({ ...launch, logFile }), marker };
    state.remember(name, port, process);
    try {
      await untilReady({ name, port, isReady, process, logFile });
      return port;
    } catch (error) {
      await stopProcess(process);
      state.forget(name);
      // Somebody took the port between our look and the server's: choose another one.
      if (attempt === ATTEMPTS || (await isFree(port))) throw error;
    }
  }
}

/** Stops one server of ours and waits until it is gone. `signal`: the one that ends it soonest without loss. */
export async function stopServer(state, name, signal) {
  const known = state.servers[name];
  if (known?.pid !== undefined) await stopProcess(known, { signal, patienceMs: 30_000 });
  if (known) state.forget(name);
}

async function portFor(state, name) {
  const remembered = state.ports[name];
  return remembered !== undefined && (await isFree(remembered)) ? remembered : freePort(Object.values(state.ports));
}

async function untilReady({ name, port, isReady, process, logFile }) {
  const giveUpAt = Date.now() + READY_WITHIN_MS;
  for (let wait = 5; !(await isReady(port)); wait = Math.min(wait * 2, 100)) {
    if (!isRunning(process))
      throw new Error(`${name} ended while starting. Its log (${logFile}) ends with:\n${tailOf(logFile)}`);
    if (Date.now() > giveUpAt)
      throw new Error(`${name} does not answer on port ${port}. Its log (${logFile}) ends with:\n${tailOf(logFile)}`);
    await pause(wait);
  }
}
