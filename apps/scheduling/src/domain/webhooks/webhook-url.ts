import { Rejection } from '@trial/kernel';

/**
 * Reads where messages are to be posted: https, no user name or password (they would stand in lists and logs), no
 * fragment. Plain http is for a receiver on the same machine, where nobody is treated.
 *
 * @param isProduction whether people are treated
 */
export function readWebhookUrl(text: string, isProduction: boolean): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isHttps = url?.protocol === 'https:';
  const isLocalHttp = !isProduction && url?.protocol === 'http:' && LOOPBACK.has(url.hostname);
  if (!url || !(isHttps || isLocalHttp)) throw refused('an address that begins with https://');
  if (url.username || url.password || url.hash) throw refused('an address without user name, password and fragment');
  return url;
}

const LOOPBACK: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);

const refused = (rule: string): Rejection => new Rejection('webhook-url-refused', { field: 'url', rule });
