import { describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { choosePorts, freePort, isFree } from './ports.mjs';

const listenOn = async (port) => {
  const server = createServer().listen(port, '127.0.0.1');
  await once(server, 'listening');
  return server;
};

describe('ports', () => {
  it('chooses a free one below the range of outgoing connections, and never one that is promised', async () => {
    const port = await freePort();
    expect(port).toBeGreaterThanOrEqual(20_000);
    expect(port).toBeLessThan(31_000);
    expect(await isFree(port)).toBe(true);
    expect(await freePort([port + 1, port + 2])).toBeGreaterThan(port + 2);
  });

  it('keeps a remembered port while it is free', async () => {
    const port = await freePort();
    expect(await choosePorts(['gateway'], { gateway: port })).toEqual({ gateway: port });
  });

  it('replaces a remembered port that somebody else has taken meanwhile', async () => {
    const port = await freePort();
    const server = await listenOn(port);
    const { gateway } = await choosePorts(['gateway'], { gateway: port });
    server.close();
    expect(gateway).not.toBe(port);
  });

  it('gives every name its own port', async () => {
    const port = await freePort();
    const { a, b } = await choosePorts(['a', 'b'], { a: port, b: port });
    expect(a).toBe(port);
    expect(b).not.toBe(port);
  });
});
