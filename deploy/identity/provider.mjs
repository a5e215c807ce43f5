import { generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:http';
import { everyUsername, readAccounts } from './accounts.mjs';
import { failedPage, loginPage } from './pages.mjs';

/** Every access token is issued for this audience; the resource indicator behind it has to be a URI. */
const AUDIENCE = 'trial-platform';
const RESOURCE = 'urn:trial-platform';
const EIGHT_HOURS = 8 * 60 * 60;
const MAX_FORM_BYTES = 4_096;

// oidc-provider expects `URL.parse`, which early releases of Node 20 do not have.
URL.parse ??= (text, base) => (URL.canParse(text, base) ? new URL(text, base) : null);
const { Provider, interactionPolicy } = await import('oidc-provider');

/**
 * A server that signs demo accounts in: authorisation code with PKCE for one public client, no consent screen, JWT
 * access tokens that prove identity (`sub`) and the time of authentication (`auth_time`) and nothing else. Roles
 * come from access grants (decision 13). Sessions live in memory.
 *
 * @param {object} options
 * @param {string} options.issuer
 * @param {string[]} options.redirectUris loopback addresses match on any port
 * @param {object} [options.signingKey] private JWK, ES256; without one a key is made and dies with the process
 * @returns {import('node:http').Server} not listening yet
 */
export function createIdentityServer({ issuer, redirectUris, signingKey = newKey() }) {
  if (process.env.NODE_ENV === 'production')
    throw new Error('The demo identity provider does not run in production: it knows everybody’s password');
  const { password } = readAccounts();
  const usernames = everyUsername();
  const provider = new Provider(issuer, configuration({ usernames, redirectUris, signingKey }));
  const answer = provider.callback();
  return createServer((request, response) => {
    const interaction = /^\/interaction\/[\w-]+$/.test(new URL(request.url, issuer).pathname);
    if (!interaction) return answer(request, response);
    return signInPerson({
      provider,
      request,
      response,
      accepts: (name, word) => usernames.has(name) && word === password,
    });
  });
}

function configuration({ usernames, redirectUris, signingKey }) {
  return {
    clients: [clientWith(redirectUris)],
    jwks: { keys: [signingKey] },
    clientDefaults: { id_token_signed_response_alg: 'ES256' },
    findAccount: (_context, sub) => (usernames.has(sub) ? { accountId: sub, claims: () => ({ sub }) } : undefined),
    interactions: { policy: loginOnly(), url: (_context, { uid }) => `/interaction/${uid}` },
    loadExistingGrant: grantAtOnce,
    extraTokenClaims: ({ oidc }) => ({ auth_time: oidc.entities.AuthorizationCode?.authTime }),
    clientBasedCORS: (_context, origin) => redirectUris.some((uri) => new URL(uri).origin === origin),
    cookies: { keys: [signingKey.d] },
    features: {
      devInteractions: { enabled: false },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => RESOURCE,
        useGrantedResource: () => true,
        getResourceServerInfo: () => ({
          scope: '',
          audience: AUDIENCE,
          accessTokenTTL: EIGHT_HOURS,
          accessTokenFormat: 'jwt',
          jwt: { sign: { alg: 'ES256' } },
        }),
      },
    },
    ttl: { AccessToken: EIGHT_HOURS, IdToken: EIGHT_HOURS, Session: EIGHT_HOURS, Grant: EIGHT_HOURS, Interaction: 600 },
  };
}

function clientWith(redirectUris) {
  return {
    client_id: 'trial-platform',
    token_endpoint_auth_method: 'none',
    application_type: 'native',
    grant_types: ['authorization_code'],
    response_types: ['code'],
    redirect_uris: redirectUris,
  };
}

// The only client is the platform itself, so there is nothing to ask a person's consent for. The library would ask
// every time for a loopback client, whose port another program might hold: no concern for demo accounts.
function loginOnly() {
  const policy = interactionPolicy.base();
  policy.remove('consent');
  return policy;
}

async function grantAtOnce({ oidc }) {
  const known = oidc.session.grantIdFor(oidc.client.clientId);
  const existing = known === undefined ? undefined : await oidc.provider.Grant.find(known);
  if (existing) return existing;
  const grant = new oidc.provider.Grant({ accountId: oidc.session.accountId, clientId: oidc.client.clientId });
  grant.addOIDCScope('openid');
  await grant.save();
  return grant;
}

async function signInPerson({ provider, request, response, accepts }) {
  try {
    const { uid } = await provider.interactionDetails(request, response);
    if (request.method !== 'POST') return send(response, 200, loginPage(uid));
    const form = new URLSearchParams(await bodyOf(request));
    const username = form.get('username') ?? '';
    if (!accepts(username, form.get('password')))
      return send(response, 401, loginPage(uid, { username, refused: true }));
    return await provider.interactionFinished(
      request,
      response,
      { login: { accountId: username } },
      { mergeWithLastSubmission: false },
    );
  } catch (error) {
    return send(response, error.statusCode ?? 500, failedPage(error.message));
  }
}

async function bodyOf(request) {
  let body = '';
  for await (const chunk of request.setEncoding('utf8')) {
    body += chunk;
    if (body.length > MAX_FORM_BYTES) throw Object.assign(new Error('The form is too long'), { statusCode: 413 });
  }
  return body;
}

function send(response, status, page) {
  response.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
  });
  response.end(page);
}

function newKey() {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return { ...privateKey.export({ format: 'jwk' }), alg: 'ES256', use: 'sig' };
}
