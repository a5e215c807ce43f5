import { spawnSync } from 'node:child_process';
import { cpus, loadavg, totalmem } from 'node:os';
import Redis from 'ioredis';
import pg from 'pg';
import { checkout } from '../../deploy/local/checkout.mjs';
import { connectTo } from '../../deploy/nats/provision.mjs';

/** On what it was measured: figures of two machines, or of two loads of one, do not compare. */
export async function machine(stack) {
  const [{ model } = {}] = cpus();
  return {
    cores: cpus().length,
    processor: model?.trim() ?? 'unknown',
    memoryGb: Math.round(totalmem() / 2 ** 30),
    system: `${process.platform} ${process.arch}`,
    node: process.versions.node,
    postgres: await postgresVersion(stack.postgres),
    nats: await natsVersion(stack.nats),
    redis: await redisVersion(stack.redis),
    loadAverage: loadavg().map((load) => Number(load.toFixed(2))),
  };
}

/** What was measured: the commit, and whether the working tree has moved on from it. */
export function revision() {
  const git = (...args) => spawnSync('git', args, { cwd: checkout, encoding: 'utf8' });
  const head = git('rev-parse', '--short=12', 'HEAD');
  if (head.status !== 0) return { commit: 'unknown', changed: false };
  return {
    commit: head.stdout.trim(),
    changed: git('--no-optional-locks', 'status', '--porcelain').stdout.trim() !== '',
  };
}

/** Resident memory in MB of some processes together. */
export function residentMb(pids) {
  const { stdout } = spawnSync('ps', ['-o', 'rss=', '-p', pids.join(',')], { encoding: 'utf8' });
  const kilobytes = stdout.trim().split(/\s+/).map(Number);
  return Math.round(kilobytes.reduce((sum, each) => sum + each, 0) / 1_024);
}

async function postgresVersion(connectionString) {
  const client = new pg.Client({ connectionString });
  await client.connect();
  const { rows } = await client.query('show server_version');
  await client.end();
  return rows[0].server_version;
}

async function natsVersion(url) {
  const connection = await connectTo(url);
  const { version } = connection.info;
  await connection.close();
  return version;
}

async function redisVersion(url) {
  const redis = new Redis(url);
  const info = await redis.info('server');
  await redis.quit();
  return /redis_version:(\S+)/.exec(info)?.[1] ?? 'unknown';
}
