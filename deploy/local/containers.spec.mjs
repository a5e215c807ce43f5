import { describe, expect, it } from '@jest/globals';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { checkout } from './checkout.mjs';
import { prepare } from './containers.mjs';
import { services as platformServices } from './services.mjs';

const compose = parse(readFileSync(join(checkout, 'docker-compose.yml'), 'utf8'), { merge: true });
const containers = Object.entries(compose.services);
const volumesOf = ({ volumes = [] }) => volumes.map((volume) => volume.split(':')[0]);
const readersOf = (volume) =>
  containers.flatMap(([name, container]) => (volumesOf(container).includes(volume) ? [name] : []));

describe('docker-compose.yml', () => {
  it('runs every service of the platform from the one image, by its name', () => {
    const run = containers.flatMap(([name, { environment }]) => (environment?.SERVICE === name ? [name] : []));
    expect(run).toEqual(platformServices.map(({ name }) => name));
  });

  it('declares every volume it mounts and mounts every volume it declares', () => {
    const mounted = new Set(containers.flatMap(([, container]) => volumesOf(container)));
    expect([...mounted].sort()).toEqual(Object.keys(compose.volumes).sort());
  });

  it('waits only for containers that exist, with a check where health is waited for', () => {
    const waits = containers.flatMap(([, { depends_on = {} }]) => Object.entries(depends_on));
    expect(waits.length).toBeGreaterThan(10);
    for (const [name, { condition }] of waits) {
      expect(compose.services).toHaveProperty(name);
      if (condition === 'service_healthy') expect(compose.services[name]).toHaveProperty('healthcheck');
    }
  });

  it('shows all secrets to the one-shot containers alone, and an environment to its own container alone', () => {
    expect(readersOf('secrets')).toEqual(['prepare', 'provision']);
    for (const { name } of platformServices) expect(readersOf(`${name}-environment`)).toEqual(['prepare', name]);
  });

  it('publishes nothing but the gateway and the sign-in, on this machine', () => {
    expect(containers.flatMap(([, { ports = [] }]) => ports)).toEqual(['127.0.0.1:3000:3000', '127.0.0.1:8090:8090']);
  });

  it('mounts, for the container that prepares them, the folders that are prepared', () => {
    const root = mkdtempSync(join(tmpdir(), 'prepared-'));
    prepare(root);
    const targets = compose.services.prepare.volumes.map((volume) => volume.split(':')[1].replace('/prepared', root));
    expect(targets.filter((target) => !existsSync(target))).toEqual([]);
    expect(readFileSync(join(root, 'safety', 'service.env'), 'utf8')).toMatch(
      /^UNBLINDED_DATABASE_URL='postgres:\/\/unblinded:\w+@postgres:5432\/safety'$/m,
    );
    expect(readFileSync(join(root, 'randomisation', 'service.env'), 'utf8')).toMatch(
      /^VAULT_KEY_FILE='\/run\/trial\/vault.key'$/m,
    );
    expect(statSync(join(root, 'randomisation', 'vault.key')).mode & 0o777).toBe(0o600);
    expect(statSync(join(root, 'safety', 'unblinded.key')).mode & 0o777).toBe(0o600);
    rmSync(root, { recursive: true });
  });
});

describe('the Dockerfile', () => {
  const dockerfile = readFileSync(join(checkout, 'deploy', 'Dockerfile'), 'utf8');
  const instructions = dockerfile.split('\n').filter((line) => /^[A-Z]+ /.test(line));

  it('copies only what exists here and is not ignored', () => {
    const sent = readFileSync(join(checkout, '.dockerignore'), 'utf8')
      .split('\n')
      .flatMap((line) => (line.startsWith('!') ? [line.slice(1)] : []));
    const copied = instructions
      .filter((line) => /^COPY (?!--from)/.test(line))
      .flatMap((line) => line.split(' ').slice(1, -1));
    expect(copied.filter((path) => !existsSync(join(checkout, path)))).toEqual([]);
    expect(copied.filter((path) => !sent.includes(path.split('/')[0]))).toEqual([]);
  });

  it('ends in an image that runs as an ordinary user and has the stages that compose builds', () => {
    expect(instructions.findLast((line) => line.startsWith('USER '))).toBe('USER node');
    const stages = instructions.flatMap((line) => /^FROM \S+ AS (\S+)$/.exec(line)?.[1] ?? []);
    const wanted = new Set(containers.flatMap(([, { build }]) => (build ? [build.target] : [])));
    expect([...wanted].filter((target) => !stages.includes(target))).toEqual([]);
  });
});
