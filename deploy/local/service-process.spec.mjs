import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawn } from 'node:child_process';
import { writeJson } from './json-file.mjs';
import { recordPlatform, stopLeftovers } from './platform-record.mjs';
import { freePort } from './ports.mjs';
import { isRunning } from './processes.mjs';
import { ServiceProcess } from './service-process.mjs';

const SERVICE = `
import { createServer } from 'node:http';
const ready = Date.now() + Number(process.env.READY_AFTER_MS);
if (process.env.BROKEN) { console.error('no database: ' + process.env.BROKEN); process.exit(3); }
console.log('admin url: ' + process.env.DATABASE_URL);
createServer((_, response) => response.writeHead(Date.now() < ready ? 503 : 200).end()).listen(process.env.SERVICE_PORT, '127.0.0.1');
`;

describe('a service process', () => {
  let folder;
  let service;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'service-'));
    const program = join(folder, 'main.mjs');
    writeFileSync(program, SERVICE);
    const port = await freePort();
    service = new ServiceProcess({
      name: 'probe',
      program,
      environment: { SERVICE_PORT: String(port), READY_AFTER_MS: '150' },
      readyUrl: `http://127.0.0.1:${port}/health/ready`,
      logFile: join(folder, 'probe.log'),
    });
  });
  afterEach(async () => {
    await service.stop();
    rmSync(folder, { recursive: true });
  });

  it('counts as started when it says it is ready, not when it listens', async () => {
    await service.start();
    expect((await fetch(service.readyUrl)).status).toBe(200);
  });

  it('inherits nothing of an administrator from the shell', async () => {
    process.env.DATABASE_URL = 'postgres://administrator';
    try {
      await service.start();
    } finally {
      delete process.env.DATABASE_URL;
    }
    expect(readFileSync(service.logFile, 'utf8')).toContain('admin url: undefined');
  });

  it('that ends early is reported by name with the end of its log', async () => {
    service.environment.BROKEN = 'connection refused';
    await expect(service.start()).rejects.toThrow(/^probe ended while starting[^]*no database: connection refused$/);
  });

  it('can be killed and comes back in the same slot', async () => {
    await service.start();
    const first = service.pid;
    await service.kill();
    await expect(fetch(service.readyUrl)).rejects.toThrow('fetch failed');
    await service.restart();
    expect(service.pid).not.toBe(first);
    expect((await fetch(service.readyUrl)).status).toBe(200);
  });
});

describe('what a killed launcher leaves behind', () => {
  let folder;
  let left;
  const target = () => ({ pid: left.pid, marker: 'left-behind' });
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'platform-'));
    left = spawn(process.execPath, ['-e', "setInterval(() => {}, 1000); console.log('up')", 'left-behind']);
    await once(left.stdout, 'data');
  });
  afterEach(() => {
    left.kill();
    rmSync(folder, { recursive: true });
  });

  it('is stopped by the next command', async () => {
    mkdirSync(join(folder, 'platforms'));
    const launcher = { pid: process.pid, commandLine: 'a launcher that is gone' };
    writeJson(join(folder, 'platforms', '1-1.json'), { launcher, processes: [target()] });
    await stopLeftovers(folder);
    expect(isRunning(target())).toBe(false);
  });

  it('is not touched while its launcher lives', async () => {
    recordPlatform(folder, 1, [target()]);
    await stopLeftovers(folder);
    expect(isRunning(target())).toBe(true);
  });
});
