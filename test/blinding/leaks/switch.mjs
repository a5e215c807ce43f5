import { readFileSync, renameSync, writeFileSync } from 'node:fs';

/**
 * Which leaks are open, and what the participants of this round received: written by the test, read by the processes of
 * one platform each time they come to a place where a leak may be. Nothing of the product reads it.
 */
export class LeakSwitch {
  constructor(file) {
    this.file = file;
  }

  /** @param {{ leaks?: readonly string[], arms: Record<string, string> }} state */
  set({ leaks = [], arms }) {
    writeFileSync(`${this.file}.new`, JSON.stringify({ leaks, arms }));
    renameSync(`${this.file}.new`, this.file);
  }

  get state() {
    return JSON.parse(readFileSync(this.file, 'utf8'));
  }
}
