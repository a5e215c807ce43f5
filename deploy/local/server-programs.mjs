import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

// Debian keeps servers in sbin folders, which are not on the PATH of an ordinary user.
const USUAL_FOLDERS = ['/usr/local/bin', '/usr/bin', '/usr/local/sbin', '/usr/sbin', '/sbin', '/opt/homebrew/bin'];

// A fresh Debian package starts its service at once, on the well-known port: for the length of the installation a
// policy file says no. `$@` are the package names.
const INSTALL = `
set -e
policy=/usr/sbin/policy-rc.d
if [ ! -e "$policy" ]; then
  printf '#!/bin/sh\\nexit 101\\n' > "$policy"
  chmod 755 "$policy"
  trap 'rm -f "$policy"' EXIT
fi
export DEBIAN_FRONTEND=noninteractive
install() { apt-get install -y --no-install-recommends "$@"; }
install "$@" || { apt-get update && install "$@"; }
`;

/**
 * The paths of the named server programs, installing Debian packages of the same names when something is missing
 * and this user may (root, or sudo without a password).
 * @returns {Record<string, string | undefined>} undefined: neither present nor installable here
 */
export function serverPrograms(names, log = console.error) {
  const find = () => Object.fromEntries(names.map((name) => [name, findProgram(name)]));
  const missing = Object.entries(find()).flatMap(([name, path]) => (path === undefined ? [name] : []));
  if (missing.length > 0) install(missing, log);
  return find();
}

/** The path of a program, searched in PATH and then in the usual folders. */
export function findProgram(name, folders = [...(process.env.PATH ?? '').split(delimiter), ...USUAL_FOLDERS]) {
  return folders
    .filter((folder) => folder !== '')
    .map((folder) => join(folder, name))
    .find(isExecutable);
}

function install(packages, log) {
  const prefix = rootPrefix();
  if (prefix === undefined || findProgram('apt-get') === undefined) return;
  log(`Installing ${packages.join(' and ')} with apt-get`);
  const [command, ...args] = [...prefix, 'sh', '-c', INSTALL, 'install', ...packages];
  const done = spawnSync(command, args, { encoding: 'utf8' });
  if (done.status !== 0)
    log(`apt-get could not install them:\n${String(done.stderr).trimEnd().split('\n').slice(-5).join('\n')}`);
}

/** What to put before a command to run it as root, or undefined when that needs a person. */
function rootPrefix() {
  if (process.getuid?.() === 0) return [];
  const sudo = findProgram('sudo');
  return sudo !== undefined && spawnSync(sudo, ['-n', 'true']).status === 0 ? [sudo, '-n'] : undefined;
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
