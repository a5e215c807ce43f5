import { randomUUID } from 'node:crypto';
import type { HttpMethod, Role } from '@trial/contracts';
import { readAccounts } from '../../deploy/identity/accounts.mjs';
import { signIn } from '../../deploy/identity/sign-in.mjs';
import { startPlatform } from '../../deploy/local/platform.mjs';
import { dropDatabases } from '../../deploy/local/provision-postgres.mjs';
import { emptyBroker, natsAsAdmin, setTrialTime, startStack, type Stack } from '../support/stack.js';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The body, where it is JSON. */
  readonly body: Readonly<Record<string, unknown>>;
}

export interface Call {
  readonly method: HttpMethod;
  /** Below `/v1`, with its query string. */
  readonly path: string;
  readonly body?: unknown;
  /** Sent as it is instead of `body`. */
  readonly raw?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** One process of the platform, as a test may mistreat it. */
export interface PlatformProcess {
  readonly logFile: string;
  start(): Promise<void>;
  kill(signal?: NodeJS.Signals): Promise<void>;
}

export interface WholePlatform {
  readonly stack: Stack;
  readonly prefix: string;
  readonly processes: Readonly<Record<string, PlatformProcess>>;
  /** One exchange, by a person or by nobody. Writes bring an idempotency key unless the call says otherwise. */
  call(username: string | undefined, call: Call): Promise<Answer>;
  /** Gives a person a role, as the administrator. */
  grant(username: string, role: Role, more?: object): Promise<void>;
  stop(): Promise<void>;
}

export const TRIAL = 'MANUS';
export const SITE = 'UMCU';

/** One person per role, by the names of the demo accounts. */
export const personOf = (role: Role): string =>
  ({
    investigator: 'investigator-umcu',
    'study-nurse': 'study-nurse-umcu',
    pharmacist: 'pharmacist-umcu',
    participant: 'participant-01',
  })[role as string] ?? role;

/**
 * The identity provider and the six services, each in its own process, on private databases and an emptied broker.
 * `now` is where trial time begins; without it trial time runs.
 */
export async function startWholePlatform({ now }: { now?: string } = {}): Promise<WholePlatform> {
  const stack = await startStack();
  const prefix = `e2e${process.pid}_`;
  const nats = await natsAsAdmin();
  await emptyBroker(nats);
  if (now !== undefined) await setTrialTime(nats, now);
  await nats.close();
  const { gatewayUrl, issuerUrl, processes, stop } = await startPlatform({
    stack,
    databasePrefix: prefix,
    virtualClock: now !== undefined,
    extraEnvironment: QUICK,
    log: () => undefined,
  });
  const { password } = readAccounts();
  const tokens = new Map<string, Promise<{ accessToken: string }>>();
  const tokenOf = async (username: string): Promise<string> => {
    if (!tokens.has(username)) tokens.set(username, signIn({ issuer: issuerUrl, username, password }));
    return (await tokens.get(username))?.accessToken ?? '';
  };
  const call: WholePlatform['call'] = async (username, { method, path, body, raw, headers = {} }) => {
    const text = raw ?? (body === undefined ? undefined : JSON.stringify(body));
    const response = await fetch(`${gatewayUrl}/v1${path}`, {
      method,
      headers: {
        ...(username === undefined ? {} : { authorization: `Bearer ${await tokenOf(username)}` }),
        ...(text === undefined ? {} : { 'content-type': 'application/json' }),
        ...(method === 'GET' ? {} : { 'idempotency-key': randomUUID() }),
        ...headers,
      },
      ...(text === undefined ? {} : { body: text }),
    });
    const answer = await response.text();
    return { status: response.status, headers: response.headers, text: answer, body: jsonIn(answer) };
  };
  return {
    stack,
    prefix,
    // The launcher is plain JavaScript that assigns its fields at run time.
    processes: processes as unknown as Record<string, PlatformProcess>,
    call,
    async grant(username, role, more = {}) {
      const grant = { sites: [SITE], organisation: 'test', zone: 'Europe/Amsterdam', from: '2020-01-01T00:00:00Z' };
      const body = { personId: username, role, ...grant, ...more };
      const { status, text } = await call('administrator', {
        method: 'POST',
        path: `/trials/${TRIAL}/access-grants`,
        body,
      });
      if (status !== 201) throw new Error(`${username} was not granted ${role}: ${text}`);
    },
    async stop() {
      await stop();
      await dropDatabases(stack.postgres, prefix);
    },
  };
}

/** Delivery is patient in production; a test waits for no minutes. */
const QUICK = {
  RETRY_BACKOFF_MS: '40,80,160,320,640,1280,2560,5000',
  ACK_WAIT_MS: '4000',
  RATE_LIMIT_PER_MINUTE: '1000000',
  SEAL_EVERY_MS: '1000',
};

function jsonIn(text: string): Readonly<Record<string, unknown>> {
  try {
    const read: unknown = JSON.parse(text);
    return typeof read === 'object' && read !== null ? (read as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
