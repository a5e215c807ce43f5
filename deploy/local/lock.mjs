import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { commandLineOf } from './processes.mjs';

// Creating a lock and writing its content, or breaking one, takes microseconds: what is older was left by a crash.
const LEFT_BEHIND_MS = 10_000;

/**
 * Runs `work` while no other process holds `file`. A lock whose holder died is taken over. Builtins only: it also
 * guards the installation of the dependencies.
 * @throws {Error} when a living holder keeps it longer than `patienceMs`
 */
export async function withLock(file, work, { patienceMs = 600_000, log = console.error } = {}) {
  const mine = `${process.pid}\n${commandLineOf(process.pid)}`;
  const started = Date.now();
  for (let said = false; !take(file, mine); await pause(25)) {
    breakIfAbandoned(file);
    const waited = Date.now() - started;
    if (waited > patienceMs)
      throw new Error(`Process ${holderOf(file).pid} still holds ${file}; delete the file if that process is not ours`);
    if (waited > 3_000 && !said) {
      log(`Waiting for process ${holderOf(file).pid}, which holds ${file}`);
      said = true;
    }
  }
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}

function take(file, content) {
  try {
    writeFileSync(file, content, { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
}

function holderOf(file) {
  const content = contentOf(file);
  const end = content.indexOf('\n');
  return { pid: content.slice(0, end), commandLine: content.slice(end + 1) };
}

function contentOf(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

/**
 * Only one process at a time may remove an abandoned lock, and only if it still is the one it looked at: otherwise
 * two newcomers could both see a dead holder, and the slower would delete the lock the faster has just taken.
 */
function breakIfAbandoned(file) {
  const seen = contentOf(file);
  const { pid, commandLine } = holderOf(file);
  const abandoned = seen === '' ? isLeftBehind(file) : commandLineOf(Number(pid)) !== commandLine;
  if (!abandoned) return;
  const guard = `${file}.breaking`;
  if (!take(guard, '')) {
    if (isLeftBehind(guard)) rmSync(guard, { force: true });
    return;
  }
  if (contentOf(file) === seen) rmSync(file, { force: true });
  rmSync(guard, { force: true });
}

function isLeftBehind(file) {
  const written = statSync(file, { throwIfNoEntry: false })?.mtimeMs;
  return written !== undefined && Date.now() - written > LEFT_BEHIND_MS;
}
