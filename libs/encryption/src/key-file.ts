import { open } from 'node:fs/promises';
import { keyFrom, type KeyProvider } from './key-provider.js';

/** The key is in a file that nobody can read but the user the service runs as (mode 400 or 600). */
export class KeyFile implements KeyProvider {
  constructor(
    private readonly path: string,
    private readonly setting: string,
  ) {}

  async key(): Promise<Buffer> {
    // What is looked at and what is read is one open file: between the two nobody can put another in its place.
    const file = await open(this.path, 'r').catch((error: unknown) => {
      throw new Error(`${this.setting} cannot be opened: ${this.path}`, { cause: error });
    });
    try {
      const { mode, uid } = await file.stat();
      const closed = (mode & OTHERS) === 0 && (process.getuid?.() ?? uid) === uid;
      if (!closed) {
        throw new Error(`${this.setting} must belong to the service's user, with mode 400 or 600: ${this.path}`);
      }
      return keyFrom(this.setting, await file.readFile('utf8'));
    } finally {
      await file.close();
    }
  }
}

/** Every right of group and others, and the owner's to execute. */
const OTHERS = 0o177;
