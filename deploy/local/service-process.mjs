import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { isRunning, stopProcess, tailOf } from './processes.mjs';

const READY_WITHIN_MS = 60_000;
const POLL_MS = 25;

// What a service may inherit from the person's shell: enough for Node, nothing of an administrator.
const INHERITED = ['PATH', 'HOME', 'LANG', 'TZ', 'NODE_ENV', 'NODE_OPTIONS'];

/** One process of the platform: started, watched until it is ready, killed, restarted in the same slot. */
export class ServiceProcess {
  #child;
  #ended = true;

  /**
   * @param {object} options
   * @param {string} options.name
   * @param {string} options.program the module Node runs
   * @param {Record<string, string>} options.environment
   * @param {string} options.readyUrl answers 200 when the process is ready
   * @param {string} options.logFile
   * @param {() => void} [options.onStart] after every start, when `pid` is known
   */
  constructor({ name, program, environment, readyUrl, logFile, onStart = () => undefined }) {
    Object.assign(this, { name, program, environment, readyUrl, logFile, onStart });
  }

  get pid() {
    return this.#child?.pid;
  }

  /** What finds this process again: see `isRunning`. */
  get identity() {
    return { pid: this.pid, marker: this.program };
  }

  /** Starts and resolves when ready. @throws {Error} with the end of the log when it ends early or stays unready */
  async start() {
    const inherited = INHERITED.flatMap((key) => (process.env[key] === undefined ? [] : [[key, process.env[key]]]));
    const log = openSync(this.logFile, 'a');
    // Its own process group: Ctrl-C reaches the launcher alone, which then stops everything in order.
    const child = spawn(process.execPath, [this.program], {
      env: { ...Object.fromEntries(inherited), ...this.environment },
      stdio: ['ignore', log, log],
      detached: true,
    });
    closeSync(log);
    this.#child = child;
    this.#ended = false;
    child.once('exit', () => {
      if (this.#child === child) this.#ended = true;
    });
    this.onStart();
    await this.#untilReady();
  }

  /** Ends the process at once, as a crash would. Resolves when it is gone. */
  async kill(signal = 'SIGKILL') {
    await this.stop({ signal });
  }

  /** Asks it to finish what it does; insists after ten seconds. */
  async stop({ signal = 'SIGTERM', patienceMs = 10_000 } = {}) {
    if (this.pid !== undefined && !this.#ended) await stopProcess(this.identity, { signal, patienceMs });
  }

  /** Stops it and starts it again with the same environment; `environment` entries given here stay from now on. */
  async restart({ signal = 'SIGTERM', environment = {} } = {}) {
    await this.stop({ signal });
    this.environment = { ...this.environment, ...environment };
    await this.start();
  }

  async #untilReady() {
    const giveUpAt = Date.now() + READY_WITHIN_MS;
    while (!this.#ended && isRunning(this.identity)) {
      const answer = await fetch(this.readyUrl, { signal: AbortSignal.timeout(5_000) }).then(
        describe,
        () => 'no answer',
      );
      if (answer === 'ready') return;
      if (Date.now() > giveUpAt) {
        throw new Error(
          `${this.name} is not ready after a minute (${answer}). Its log (${this.logFile}) ends with:\n${tailOf(this.logFile)}`,
        );
      }
      await pause(POLL_MS);
    }
    throw new Error(`${this.name} ended while starting. Its log (${this.logFile}) ends with:\n${tailOf(this.logFile)}`);
  }
}

async function describe(response) {
  return response.ok ? 'ready' : `${response.status} ${await response.text()}`;
}
