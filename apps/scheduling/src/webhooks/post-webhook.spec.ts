import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { postWebhook } from './post-webhook.js';

describe('posting to a webhook', () => {
  const asked: string[] = [];
  let server: Server;
  let port = 0;

  beforeAll(async () => {
    server = createServer((request, response) => {
      asked.push(request.url ?? '');
      const status = Number(request.url?.slice(1));
      if (status === 0) return;
      response.writeHead(status, status === 302 ? { location: '/200' } : {}).end('not read');
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    ({ port } = server.address() as AddressInfo);
  });
  beforeEach(() => asked.splice(0));
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  const post = (host: string, path: string, how = {}) =>
    postWebhook(
      { url: new URL(`http://${host}:${port}${path}`), headers: {}, body: '{}' },
      { timeoutMs: 5_000, mayReachInside: true, ...how },
    );

  it.each([
    [200, 'delivered'],
    [204, 'delivered'],
    [302, 'refused'],
    [404, 'refused'],
    [410, 'gone'],
    [500, 'refused'],
  ])('%i is %s, and is asked for once', async (statusCode, outcome) => {
    expect(await post('localhost', `/${statusCode}`)).toEqual({ outcome, statusCode });
    expect(asked).toEqual([`/${statusCode}`]);
  });

  it('waits no longer than it may', async () => {
    expect(await post('127.0.0.1', '/0', { timeoutMs: 100 })).toEqual({ outcome: 'timed-out' });
  });

  it('without a receiver, or a name that leads anywhere, reaches nothing', async () => {
    const nobody = new URL('http://127.0.0.1:1/');
    const how = { timeoutMs: 5_000, mayReachInside: true };
    expect(await postWebhook({ url: nobody, headers: {}, body: '{}' }, how)).toEqual({ outcome: 'unreachable' });
    const nowhere = new URL('https://nowhere.invalid/');
    expect((await postWebhook({ url: nowhere, headers: {}, body: '{}' }, how)).outcome).toBe('unreachable');
  });

  it.each(['127.0.0.1', 'localhost', '[::1]', '[::ffff:127.0.0.1]', '0.0.0.0', '169.254.169.254', '10.0.0.1'])(
    'where people are treated asks nothing of %s',
    async (host) => {
      expect(await post(host, '/200', { mayReachInside: false })).toEqual({ outcome: 'blocked' });
      expect(asked).toEqual([]);
    },
  );
});
