import { readFileSync, renameSync, writeFileSync } from 'node:fs';

/**
 * Which leak is open, and what the participants of this round received: written by the test, read by the processes of
 * one platform each time they come to a place where a leak may be. Nothing of the product reads it.
 */
export class LeakSwitch {
  constructor(file) {
    this.file = file;
  }

  /** @param {{ leak?: string, arms: Record<string, string> }} state */
  set({ leak = 'none', arms }) {
    writeFileSync(`${this.file}.new`, JSON.stringify({ leak, arms }));
    renameSync(`${this.file}.new`, this.file);
  }

  get state() {
    return JSON.parse(readFileSync(this.file, 'utf8'));
  }
}
