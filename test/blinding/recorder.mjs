import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { PROCESSES } from '../rehearsal/platform-parts.mjs';
import { EventTap } from './event-tap.mjs';

/**
 * Writes down a round in chapters: one chapter is what one person did, with everything that followed from it. So what
 * two worlds say can be compared where it was said: half the participants have each arm, and what is said of one half
 * in one world and of the other half in the other would add up to the same.
 */
export class Recorder {
  #chapters = [];
  #logs = new Map();

  /** @param world an open world; what it writes into its transcript becomes part of the chapters */
  static async open(world) {
    const recorder = new Recorder();
    recorder.world = world;
    recorder.tap = await EventTap.open(world.stack);
    for (const name of PROCESSES) recorder.#logs.set(name, new GrowingFile(world.platform.processes[name].logFile));
    return recorder;
  }

  /** Begins a round: what was said so far belongs to no chapter. */
  async begin() {
    await this.world.settle();
    await this.#cut('before');
    this.#chapters = [];
  }

  /** Does something, waits until all that follows from it has happened, and keeps what was said meanwhile. */
  async chapter(title, act) {
    await act();
    await this.world.settle();
    this.#chapters.push(await this.#cut(title));
  }

  get chapters() {
    return this.#chapters;
  }

  async close() {
    for (const file of this.#logs.values()) file.close();
    await this.tap.close();
  }

  async #cut(title) {
    const events = await this.tap.take();
    // After the metrics, because a process that answers has written what it had to say before.
    const metrics = await this.#metrics();
    const heard = await this.#heard(events);
    const logs = Object.fromEntries([...this.#logs].map(([name, file]) => [name, file.newLines()]));
    return { title, transcript: this.world.transcript.splice(0), events, metrics, heard, logs };
  }

  async #metrics() {
    const { ports } = this.world.platform;
    const texts = PROCESSES.map(async (name) => {
      const response = await fetch(`http://127.0.0.1:${ports[name]}/metrics`);
      return [name, await response.text()];
    });
    return Object.fromEntries(await Promise.all(texts));
  }

  /** Live events are on their way when all has settled: waits for those the monitor must hear, not longer than a second. */
  async #heard(events) {
    const { listeners = [] } = this.world.life;
    const [first] = listeners;
    const expected = events.filter(({ stream }) => stream !== 'gateway').map(({ event }) => `id: ${event.id}`);
    const giveUpAt = Date.now() + 1_000;
    while (first && Date.now() < giveUpAt) {
      const text = first.heard.monitor.join('\n');
      if (expected.every((id) => text.includes(id))) break;
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    return Object.fromEntries(
      listeners.flatMap(({ heard }) => Object.entries(heard).map(([who, blocks]) => [who, blocks.splice(0)])),
    );
  }
}

/** The lines of a log that is being written, each once. */
class GrowingFile {
  #read = 0;
  #rest = '';

  constructor(path) {
    this.descriptor = openSync(path, 'r');
  }

  newLines() {
    const piece = Buffer.alloc(Math.max(0, fstatSync(this.descriptor).size - this.#read));
    this.#read += readSync(this.descriptor, piece, 0, piece.length, this.#read);
    const lines = (this.#rest + piece.toString('utf8')).split('\n');
    this.#rest = lines.pop();
    return lines.filter(Boolean);
  }

  close() {
    closeSync(this.descriptor);
  }
}
