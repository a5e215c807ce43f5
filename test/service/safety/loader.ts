import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from '../../../deploy/local/build.mjs';
import { checkout, slotFolder } from '../../../deploy/local/checkout.mjs';

/** One of the loaders of dictionaries, called from the command line as an operator does. */
export class Loader {
  private database = '';
  private readonly folder = mkdtempSync(join(tmpdir(), 'dictionary-'));
  private files = 0;

  constructor(private readonly tool: string) {}

  /** Loads into the database a service is about to be started with. */
  into(environment: Record<string, string>): Record<string, string> {
    this.database = environment['SAFETY_DATABASE_URL'] ?? '';
    return {};
  }

  async build(): Promise<void> {
    await build({ folder: slotFolder('test') });
  }

  file(content: string | Uint8Array): string {
    const path = join(this.folder, `${++this.files}.csv`);
    writeFileSync(path, content);
    return path;
  }

  /** A folder of files by their names. */
  folderOf(files: Readonly<Record<string, string>>): string {
    const path = join(this.folder, `${++this.files}`);
    mkdirSync(path);
    for (const [name, content] of Object.entries(files)) writeFileSync(join(path, name), content);
    return path;
  }

  /** What it answers, line by line. */
  run(words: readonly string[], who = ['--by', 'librarian', '--reason', 'the release of an example']) {
    const tool = join(checkout, 'apps/safety/tools', `${this.tool}.mjs`);
    const env = { ...process.env, SAFETY_DATABASE_URL: this.database };
    const { status, stdout, stderr } = spawnSync(process.execPath, [tool, ...words, ...who], { encoding: 'utf8', env });
    const answers = stdout
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as unknown);
    return { status, answers, errors: stderr };
  }
}
