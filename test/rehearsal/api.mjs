import { createHash } from 'node:crypto';
import { signIn } from '../../deploy/identity/sign-in.mjs';
import { httpExchange } from './http-exchange.mjs';

/**
 * The public API as people use it: each with a token of their own. Everything a person obtains is written into the
 * transcript, with their role, so that two worlds can be compared afterwards.
 */
export class Api {
  #tokens = new Map();
  #keys = 0;

  /** @param {{ gatewayUrl: string, issuerUrl: string, seed: string, transcript: object[], now: () => string }} options */
  constructor(options) {
    Object.assign(this, options);
  }

  /** A person, signed in as people are: authorisation code with PKCE; `afresh` for what is signed. */
  async person(username, role, { afresh = false } = {}) {
    if (afresh || !this.#tokens.has(username)) {
      const { accessToken } = await signIn({ issuer: this.issuerUrl, username, password: 'demo' });
      this.#tokens.set(username, accessToken);
    }
    return new Person(this, username, role, this.#tokens.get(username));
  }

  nextKey() {
    this.#keys += 1;
    return `rehearsal-${this.seed}-${String(this.#keys).padStart(6, '0')}`;
  }

  /** One HTTP exchange, written down. `quiet` ones are operations' own and are left out of the transcript. */
  async exchange({ person, method, path, body, headers = {}, key, quiet = false }) {
    const trace = createHash('sha256')
      .update(`${this.seed} ${person.username} ${key ?? `${path} ${this.now()}`}`)
      .digest('hex');
    const answer = await httpExchange({
      url: `${this.gatewayUrl}/v1${path}`,
      method,
      headers: {
        authorization: `Bearer ${person.token}`,
        traceparent: `00-${trace.slice(0, 32)}-${trace.slice(32, 48)}-01`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(key ? { 'idempotency-key': key } : {}),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!quiet) {
      this.transcript.push({
        at: this.now(),
        who: person.username,
        role: person.role,
        method,
        path,
        key: key ?? null,
        body,
        ...answer,
      });
    }
    return { ...answer, body: isJson(answer) ? JSON.parse(answer.text) : undefined };
  }
}

const isJson = ({ headers, text }) => text !== '' && /json/.test(headers['content-type'] ?? '');

/** Somebody who acts. Writes repeat themselves with the same key while the service is away or slow, as a client should. */
export class Person {
  constructor(api, username, role, token) {
    Object.assign(this, { api, username, role, token });
  }

  get(path, { quiet = false } = {}) {
    return this.#untilAnswered({ method: 'GET', path, quiet });
  }

  /** Every page of a list. */
  async all(path, { quiet = false } = {}) {
    const items = [];
    for (let cursor = ''; ;) {
      const page = await this.get(`${path}${path.includes('?') ? '&' : '?'}limit=200${cursor}`, { quiet });
      items.push(...page.items);
      if (!page.nextCursor) return items;
      cursor = `&cursor=${page.nextCursor}`;
    }
  }

  post(path, body, { quiet = false, key = this.api.nextKey(), headers = {} } = {}) {
    return this.#untilAnswered({ method: 'POST', path, body, key, quiet, headers });
  }

  /** A change of what was read: its version goes along. */
  put(path, body, { version, quiet = false, key = this.api.nextKey() } = {}) {
    return this.#untilAnswered({
      method: 'PUT',
      path,
      body,
      key,
      quiet,
      ...(version === undefined ? {} : { headers: { 'if-match': `"${version}"` } }),
    });
  }

  /** An exchange that may be refused: the whole answer, whatever it is. */
  attempt(method, path, body, { key = method === 'GET' ? undefined : this.api.nextKey(), headers } = {}) {
    return this.api.exchange({ person: this, method, path, body, key, ...(headers ? { headers } : {}) });
  }

  async #untilAnswered(request) {
    const giveUpAt = Date.now() + PATIENCE_MS;
    for (;;) {
      // Answers that only say "not now" depend on the machine, not on the trial: they are not part of the transcript.
      const answer = await this.api.exchange({ ...request, person: this, quiet: true });
      if (!isNotNow(answer) || Date.now() > giveUpAt) {
        const { body, ...said } = answer;
        if (!request.quiet) {
          const { method, path, key, body: asked } = request;
          this.api.transcript.push({
            at: this.api.now(),
            who: this.username,
            role: this.role,
            method,
            path,
            key: key ?? null,
            body: asked,
            ...said,
          });
        }
        if (answer.status >= 400) {
          throw new Error(
            `${this.username}: ${request.method} ${request.path} was refused: ${answer.status} ${answer.text}`,
          );
        }
        return body;
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

const PATIENCE_MS = 120_000;
const NOT_NOW = new Set([503, 504]);
/** Still running, away, or too slow: all safe to repeat with the same key. */
const isNotNow = ({ status, body }) => NOT_NOW.has(status) || body?.type === '/problems/request-still-running';
