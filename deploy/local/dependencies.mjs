import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/**
 * True when `node_modules` holds what the lockfile says. Times decide first; a lockfile that merely looks newer (a
 * fresh clone over kept modules, a branch visited and left) is compared by content before everything is installed anew.
 */
export function areInstalled(folder) {
  const lockfile = join(folder, 'package-lock.json');
  const record = join(folder, 'node_modules', '.package-lock.json');
  const installedAt = statSync(record, { throwIfNoEntry: false })?.mtimeMs;
  if (installedAt === undefined) return false;
  return installedAt >= statSync(lockfile).mtimeMs || sameVersions(packagesOf(lockfile), packagesOf(record));
}

/** Every wanted package is there in its version (one for another platform may be absent), and no other is. */
function sameVersions(wanted, installed) {
  const present = Object.entries(wanted).every(([path, { version, optional }]) =>
    installed[path] === undefined ? path === '' || optional === true : installed[path].version === version,
  );
  return present && Object.keys(installed).every((path) => wanted[path] !== undefined);
}

function packagesOf(file) {
  return JSON.parse(readFileSync(file, 'utf8')).packages;
}
