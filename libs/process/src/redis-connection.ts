import type { ConnectionOptions } from 'bullmq';

/** BullMQ's worker must wait for Redis rather than give up, so retries per request are unlimited. */
export function redisConnection(url: string): ConnectionOptions {
  const { hostname, port, username, password, pathname } = new URL(url);
  return {
    host: hostname,
    port: Number(port || 6379),
    ...(username ? { username: decodeURIComponent(username) } : {}),
    ...(password ? { password: decodeURIComponent(password) } : {}),
    db: Number(pathname.slice(1) || 0),
    maxRetriesPerRequest: null,
  };
}
