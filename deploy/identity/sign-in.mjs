import { createHash, randomBytes } from 'node:crypto';

const REDIRECT_URI = 'http://127.0.0.1/callback';
const MOST_STEPS = 10;

/**
 * Signs in as a person does: authorisation request with PKCE, login form, code, token. Nothing listens on the
 * redirect address; the code is read from the redirection. Every call is a fresh authentication, so `auth_time` is now.
 *
 * @param {{ issuer: string, username: string, password: string, fetch?: typeof globalThis.fetch }} who
 * @returns {Promise<{ accessToken: string, expiresIn: number }>} `expiresIn` in seconds
 * @throws {Error} when the user name or the password is wrong
 */
export async function signIn({ issuer, username, password, fetch = globalThis.fetch }) {
  const browser = new Browser(fetch);
  const verifier = randomBytes(32).toString('base64url');
  const state = randomBytes(16).toString('base64url');
  const form = await browser.open(authorisationUrl({ issuer, verifier, state }));
  const done = await browser.open(form.location, {
    body: new URLSearchParams({ username, password }),
    until: REDIRECT_URI,
  });
  if (!done.location.startsWith(REDIRECT_URI))
    throw new Error(`${username} could not sign in (${done.response.status})`);
  const answer = new URL(done.location).searchParams;
  if (answer.get('state') !== state || answer.get('iss') !== issuer)
    throw new Error('The answer belongs to another sign-in');
  if (!answer.has('code'))
    throw new Error(`${username} could not sign in: ${answer.get('error')} ${answer.get('error_description')}`);
  return exchange({ issuer, code: answer.get('code'), verifier, fetch });
}

function authorisationUrl({ issuer, verifier, state }) {
  const url = new URL('/auth', issuer);
  const challenge = createHash('sha256').update(verifier).digest('base64url');
  const parameters = {
    client_id: 'trial-platform',
    response_type: 'code',
    scope: 'openid',
    redirect_uri: REDIRECT_URI,
    code_challenge: challenge,
    code_challenge_method: 'S256',
    state,
  };
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  return url.href;
}

async function exchange({ issuer, code, verifier, fetch }) {
  const response = await fetch(new URL('/token', issuer), {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      client_id: 'trial-platform',
      redirect_uri: REDIRECT_URI,
      code,
      code_verifier: verifier,
    }),
  });
  const token = await response.json();
  if (!response.ok) throw new Error(`No token: ${token.error} ${token.error_description ?? ''}`);
  return { accessToken: token.access_token, expiresIn: token.expires_in };
}

/** As much of a browser as a sign-in needs: cookies of one host, and redirections followed by hand. */
class Browser {
  #cookies = new Map();
  #fetch;

  constructor(fetch) {
    this.#fetch = fetch;
  }

  /**
   * Opens an address, or posts a form to it, and follows redirections until a page or an address beginning with
   * `until`, which is not opened.
   */
  async open(address, { body, until } = {}) {
    let location = address;
    let response = await this.#request(location, body);
    for (let step = 0; response.headers.has('location'); step += 1) {
      if (step === MOST_STEPS) throw new Error(`More than ${MOST_STEPS} redirections from ${address}`);
      location = new URL(response.headers.get('location'), location).href;
      if (until !== undefined && location.startsWith(until)) break;
      response = await this.#request(location);
    }
    return { location, response };
  }

  async #request(address, body) {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await this.#fetch(address, {
      method: body === undefined ? 'GET' : 'POST',
      redirect: 'manual',
      headers: cookie === '' ? {} : { cookie },
      ...(body === undefined ? {} : { body }),
    });
    for (const line of response.headers.getSetCookie()) this.#remember(line);
    // An unread body would keep the connection busy.
    await response.arrayBuffer();
    return response;
  }

  #remember(line) {
    const [name, value] = line.split(';', 1)[0].split(/=(.*)/s);
    if (value === '') this.#cookies.delete(name);
    else this.#cookies.set(name, value);
  }
}
