import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withLock } from './lock.mjs';
import { commandLineOf } from './processes.mjs';

describe('the lock of the launcher', () => {
  let folder;
  let file;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'lock-'));
    file = join(folder, 'lock');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('lets one holder in at a time, in whatever order they ask', async () => {
    let inside = 0;
    let most = 0;
    const visit = () =>
      withLock(file, async () => {
        inside += 1;
        most = Math.max(most, inside);
        await new Promise((resolve) => setImmediate(resolve));
        inside -= 1;
      });
    await Promise.all([visit(), visit(), visit(), visit()]);
    expect(most).toBe(1);
    expect(existsSync(file)).toBe(false);
  });

  it('is released when the work fails', async () => {
    await expect(withLock(file, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    await expect(withLock(file, () => 'free again')).resolves.toBe('free again');
  });

  it('is taken over from a holder that died', async () => {
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    writeFileSync(file, `${child.pid}\n${commandLineOf(child.pid)}`);
    child.kill('SIGKILL');
    await once(child, 'exit');
    await expect(withLock(file, () => 'taken over')).resolves.toBe('taken over');
  });

  it('is taken over when the number of the holder now belongs to another program', async () => {
    writeFileSync(file, `${process.pid}\nsomebody else`);
    await expect(withLock(file, () => 'taken over')).resolves.toBe('taken over');
  });

  it('is respected while the holder lives, and the wait is bounded', async () => {
    writeFileSync(file, `${process.pid}\n${commandLineOf(process.pid)}`);
    await expect(withLock(file, () => 'never', { patienceMs: 100 })).rejects.toThrow(
      `Process ${process.pid} still holds ${file}`,
    );
  });
});
