import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { ensureRedis, stopRedis } from '../../deploy/local/redis-server.mjs';
import { serverPrograms } from '../../deploy/local/server-programs.mjs';
import { StackState } from '../../deploy/local/stack-state.mjs';
import type { Stack } from '../support/stack.js';

/** A Redis that a test may stop, start, flush and spoil: nobody else uses it. */
export class RedisOfItsOwn {
  private constructor(
    readonly url: string,
    private readonly folder: string,
  ) {}

  static async start(stack: Stack): Promise<RedisOfItsOwn> {
    const folder = join(stack.folder, 'redis-of-its-own');
    mkdirSync(join(folder, 'logs'), { recursive: true });
    return new RedisOfItsOwn(await begin(folder), folder);
  }

  /** Really down: its process is gone. What it held is on its disk. */
  async stop(): Promise<void> {
    await stopRedis(new StackState(this.folder));
  }

  /** Up again where it was, with what it held. */
  async startAgain(): Promise<void> {
    expect(await begin(this.folder)).toBe(this.url);
  }

  flush(): Promise<unknown> {
    return this.ask((client) => client.flushall());
  }

  keys(): Promise<string[]> {
    return this.ask((client) => client.keys('*'));
  }

  forget(key: string): Promise<unknown> {
    return this.ask((client) => client.del(key));
  }

  private async ask<T>(question: (client: Redis) => Promise<T>): Promise<T> {
    const client = new Redis(this.url);
    try {
      return await question(client);
    } finally {
      client.disconnect();
    }
  }
}

async function begin(folder: string): Promise<string> {
  const programs = serverPrograms(['redis-server']);
  return ensureRedis(new StackState(folder), { redis: 'of-its-own' }, programs['redis-server']);
}
