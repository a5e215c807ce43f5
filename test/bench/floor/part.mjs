import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/**
 * One process of a floor. It says `{ ready }` when it can work, is told what to do by messages, and ends when the
 * bench does: a part whose channel closes exits by itself.
 */
export class Part {
  #child;

  /** @param {string} file beside this one */
  constructor(file, environment) {
    this.#child = fork(fileURLToPath(new URL(file, import.meta.url)), [], {
      env: { PATH: process.env.PATH, ...environment },
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
  }

  get pid() {
    return this.#child.pid;
  }

  /** Resolves when it has ended, by itself or not. */
  get ended() {
    return new Promise((resolve) => this.#child.once('exit', resolve));
  }

  /** What it said when it was ready. */
  async ready() {
    return (await this.#next()).ready;
  }

  /** Asks for something and waits for the answer. */
  ask(message) {
    const answer = this.#next();
    this.#child.send(message);
    return answer;
  }

  async stop() {
    if (this.#child.exitCode !== null || !this.#child.connected) return;
    const gone = new Promise((resolve) => this.#child.once('exit', resolve));
    this.#child.disconnect();
    await gone;
  }

  #next() {
    return new Promise((resolve, reject) => {
      const ended = (code) => reject(new Error(`A part of a floor ended with ${code}`));
      this.#child.once('exit', ended);
      this.#child.once('message', (message) => {
        this.#child.off('exit', ended);
        resolve(message);
      });
    });
  }
}

/** For the process itself: says that it is ready and stays until the bench closes the channel. */
export function serve(ready, answer) {
  process.on('message', async (message) => process.send((await answer?.(message)) ?? {}));
  process.on('disconnect', () => process.exit(0));
  process.send({ ready });
}
