import { spawnSync } from 'node:child_process';
import { readdirSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkout } from './checkout.mjs';
import { withLock } from './lock.mjs';

const STAMP = join(checkout, 'dist', '.built');
const SOURCES = ['apps', 'libs', '.swcrc', 'nest-cli.json', 'tsconfig.json', 'package-lock.json'];

/**
 * Compiles every service and library into `dist/`, unless the last build is newer than every source.
 * @throws {Error} with the compiler's output
 */
export async function build({ folder, log = console.error }) {
  await withLock(
    join(folder, 'build.lock'),
    () => {
      const begun = new Date();
      if (isFresh()) return;
      log('Building');
      const nest = join(checkout, 'node_modules', '@nestjs', 'cli', 'bin', 'nest.js');
      const done = spawnSync(process.execPath, [nest, 'build', 'gateway'], { cwd: checkout, encoding: 'utf8' });
      if (done.status !== 0) throw new Error(`The build failed:\n${done.stdout}${done.stderr}`);
      // Dated from before the build: a file saved while it ran makes the next one due.
      writeFileSync(STAMP, '');
      utimesSync(STAMP, begun, begun);
    },
    { log },
  );
}

function isFresh() {
  const built = statSync(STAMP, { throwIfNoEntry: false });
  return built !== undefined && SOURCES.every((source) => !hasNewer(join(checkout, source), built.mtimeMs));
}

function hasNewer(path, instant) {
  const status = statSync(path, { throwIfNoEntry: false });
  if (status === undefined) return false;
  // A folder changes when a file in it is added, renamed or deleted.
  if (status.mtimeMs > instant) return true;
  return status.isDirectory() && readdirSync(path).some((entry) => hasNewer(join(path, entry), instant));
}
