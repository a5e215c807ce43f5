import { describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { commandLineOf, isRunning, stopProcess } from './processes.mjs';

const idle = (marker, more = '') =>
  spawn(process.execPath, ['-e', `${more}setInterval(() => {}, 1000); console.log('up')`, marker]);

describe('processes the launcher answers for', () => {
  it('recognises a process by number and command line together', async () => {
    const child = idle('marker-of-ours');
    expect(isRunning({ pid: child.pid, marker: 'marker-of-ours' })).toBe(true);
    expect(isRunning({ pid: child.pid, marker: 'marker-of-another' })).toBe(false);
    child.kill();
    await once(child, 'exit');
    expect(commandLineOf(child.pid)).toBe('');
  });

  it('does not take a zombie for a running process', async () => {
    // The shell starts a child and then becomes a program that never waits for it.
    const script = 'sleep 0 & echo $!; exec sleep 60';
    const parent = spawn('sh', ['-c', script]);
    const [output] = await once(parent.stdout, 'data');
    const zombie = Number(output.toString());
    // An empty command line is not yet the end: it is empty for a moment while a program replaces another.
    while (!/\) Z /.test(readFileSync(`/proc/${zombie}/stat`, 'utf8')))
      await new Promise((resolve) => setImmediate(resolve));
    expect(commandLineOf(zombie)).toBe('');
    expect(() => process.kill(zombie, 0)).not.toThrow();
    expect(isRunning({ pid: zombie, marker: 'sleep' })).toBe(false);
    parent.kill();
  });

  it('insists with SIGKILL when a process ignores the request to end', async () => {
    const child = idle('stubborn', "process.on('SIGTERM', () => {});");
    await once(child.stdout, 'data');
    const exit = once(child, 'exit');
    await stopProcess({ pid: child.pid, marker: 'stubborn' }, { patienceMs: 50 });
    await expect(exit).resolves.toEqual([null, 'SIGKILL']);
  });

  it('leaves a stranger alone that has the number of a process of ours', async () => {
    const stranger = idle('stranger');
    await once(stranger.stdout, 'data');
    await stopProcess({ pid: stranger.pid, marker: 'ours' });
    expect(isRunning({ pid: stranger.pid, marker: 'stranger' })).toBe(true);
    stranger.kill();
  });
});
