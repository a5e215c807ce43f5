import { spawn, spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { checkout, slotFolder } from './checkout.mjs';
import { areInstalled } from './dependencies.mjs';
import { withLock } from './lock.mjs';

/**
 * `node deploy/local/with-dependencies.mjs <script> [arguments]`: installs the dependencies when they are missing or
 * out of date, then runs the script with the same input, output, signals and exit code. `--node-option=…` before the
 * script is passed to Node. It imports nothing that has to be installed.
 */
async function main(args) {
  const nodeOptions = args.filter((_, index) => args.slice(0, index + 1).every((arg) => arg.startsWith('--')));
  const [script, ...rest] = args.slice(nodeOptions.length);
  if (!script) throw new Error('Usage: node deploy/local/with-dependencies.mjs [node options] <script> [arguments]');
  await withLock(join(slotFolder(), 'install.lock'), install);
  const child = spawn(process.execPath, [...nodeOptions, resolve(checkout, script), ...rest], {
    cwd: checkout,
    stdio: 'inherit',
  });
  // The terminal sends Ctrl-C to both processes; the child decides how to end, and this one waits for it.
  process.on('SIGINT', () => undefined);
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => {
    if (signal === null) process.exit(code);
    for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.removeAllListeners(name);
    process.kill(process.pid, signal);
  });
}

function install() {
  if (areInstalled(checkout)) return;
  console.error('Installing the dependencies (npm ci)');
  // Under npm this is npm itself; outside, whatever npm is on the PATH. Development packages are always needed:
  // Postgres and the compiler are among them.
  const npm = process.env.npm_execpath;
  const [command, ...prefix] = npm === undefined ? ['npm'] : [process.execPath, npm];
  const { status, error } = spawnSync(command, [...prefix, 'ci', '--include=dev', '--loglevel=error'], {
    cwd: checkout,
    stdio: ['ignore', 2, 2],
  });
  if (status !== 0) throw new Error(`npm ci did not succeed${error ? `: ${error.message}` : ''}`);
}

main(process.argv.slice(2)).catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});
