import { lookup as resolve } from 'node:dns/promises';
import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { isPublicAddress } from './public-address.js';

/** How an attempt ended. Of an answer only the status is kept. */
export interface PostOutcome {
  readonly outcome: 'delivered' | 'refused' | 'gone' | 'unreachable' | 'timed-out' | 'blocked';
  readonly statusCode?: number;
}

export interface Post {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

interface How {
  readonly timeoutMs: number;
  /** Whether addresses inside may be posted to: never where people are treated. */
  readonly mayReachInside: boolean;
}

interface Address {
  readonly address: string;
  readonly family: number;
}

/**
 * Posts once; never throws. The name is looked up here, its addresses are checked, and the connection goes to one that
 * was checked: a name that answers otherwise the next time leads nowhere else. Redirects are answers like any other.
 */
export async function postWebhook(
  { url, headers, body }: Post,
  { timeoutMs, mayReachInside }: How,
): Promise<PostOutcome> {
  const signal = AbortSignal.timeout(timeoutMs);
  try {
    const addresses = await within(signal, addressesOf(url.hostname));
    const allowed = addresses.filter(({ address }) => mayReachInside || isPublicAddress(address));
    if (allowed.length === 0) return { outcome: addresses.length > 0 ? 'blocked' : 'unreachable' };
    return outcomeOf(await statusOf({ url, headers, body }, allowed, signal));
  } catch {
    return { outcome: signal.aborted ? 'timed-out' : 'unreachable' };
  }
}

/** Every address of a host; an address is its own. */
async function addressesOf(hostname: string): Promise<readonly Address[]> {
  const host = hostname.replace(/^\[|\]$/g, '');
  const family = isIP(host);
  return family > 0 ? [{ address: host, family }] : resolve(host, { all: true });
}

function within<Result>(signal: AbortSignal, work: Promise<Result>): Promise<Result> {
  return new Promise((done, fail) => {
    signal.addEventListener('abort', () => fail(new Error('timed out')), { once: true });
    work.then(done, fail);
  });
}

function statusOf({ url, headers, body }: Post, allowed: readonly Address[], signal: AbortSignal): Promise<number> {
  const lookup: LookupFunction = (_, options, found) => {
    const [{ address, family } = { address: '', family: 0 }] = allowed;
    if (options.all) found(null, [...allowed]);
    else found(null, address, family);
  };
  const request = url.protocol === 'https:' ? requestHttps : requestHttp;
  return new Promise((done, fail) => {
    const sent = request(
      url,
      {
        ...{ method: 'POST', agent: false, signal, lookup },
        headers: { ...headers, 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) },
      },
      (answer) => {
        done(answer.statusCode ?? 0);
        answer.destroy();
      },
    );
    sent.on('error', fail);
    sent.end(body);
  });
}

/** Success is 2xx; 410 says that nothing is wanted any more; anything else may be mended (Standard Webhooks 1.0.0). */
function outcomeOf(statusCode: number): PostOutcome {
  if (statusCode >= 200 && statusCode < 300) return { outcome: 'delivered', statusCode };
  return { outcome: statusCode === 410 ? 'gone' : 'refused', statusCode };
}
