import { jest } from '@jest/globals';
import { exportJWK, generateKeyPair, SignJWT, UnsecuredJWT } from 'jose';
import { AccessTokens, signedInSecondsAgo } from './access-tokens.js';

const ISSUER = 'https://identity.example';
const AUDIENCE = 'trial-platform';
const { publicKey, privateKey } = await generateKeyPair('ES256');
const stranger = await generateKeyPair('ES256');
const jwk = { ...(await exportJWK(publicKey)), kid: 'key-1', alg: 'ES256' };

/** What the issuer publishes, without a network. */
const issuer = jest.spyOn(globalThis, 'fetch').mockImplementation((url) => {
  const path = new URL(url instanceof Request ? url.url : url).pathname;
  const body = path === '/keys' ? { keys: [jwk] } : { jwks_uri: `${ISSUER}/keys` };
  return Promise.resolve(Response.json(body));
});
afterAll(() => issuer.mockRestore());

interface Claims {
  readonly subject?: string;
  readonly audience?: string;
  readonly issuer?: string;
  readonly lifetime?: string;
  readonly claims?: Record<string, unknown>;
  readonly key?: typeof privateKey;
}

function tokenOf({
  subject = 'person-1',
  audience = AUDIENCE,
  issuer: by = ISSUER,
  lifetime = '5m',
  claims = {},
  key = privateKey,
}: Claims = {}): Promise<string> {
  const token = new SignJWT(claims).setProtectedHeader({ alg: 'ES256', kid: 'key-1' });
  if (subject) token.setSubject(subject);
  return token.setIssuer(by).setAudience(audience).setIssuedAt(1_741_000_000).setExpirationTime(lifetime).sign(key);
}

describe('a bearer token', () => {
  beforeEach(
    () =>
      void jest.useFakeTimers({ now: 1_741_000_000_000, doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask'] }),
  );
  afterEach(() => void jest.useRealTimers());
  const identify = async (claims?: Claims) =>
    new AccessTokens(ISSUER, AUDIENCE).identify(`Bearer ${await tokenOf(claims)}`);

  it('proves who somebody is, when they signed in and until when that holds', async () => {
    expect(await identify({ claims: { auth_time: 1_740_999_000 } })).toEqual({
      personId: 'person-1',
      authenticatedAt: 1_740_999_000,
      until: 1_741_000_300_000,
    });
  });

  it('says how long ago they signed in, and nothing when it does not know: a token made today proves no sign-in today', async () => {
    const ago = async (claims: Claims) => signedInSecondsAgo(await identify(claims));
    expect(await ago({ claims: { auth_time: 1_740_999_000 } })).toBe(1_000);
    expect(await ago({ claims: { auth_time: 1_741_000_003 } })).toBe(0);
    expect(await ago({})).toBeUndefined();
  });

  it('never says a role', async () => {
    expect(await identify({ claims: { role: 'administrator', roles: ['administrator'] } })).not.toHaveProperty('role');
  });

  it.each<[string, Claims]>([
    ['of another issuer', { issuer: 'https://elsewhere.example' }],
    ['for another audience', { audience: 'another-platform' }],
    ['signed by a stranger', { key: stranger.privateKey }],
    ['that names nobody', { subject: '' }],
    ['that is over', { lifetime: '-10s' }],
  ])('%s is not taken', async (_, claims) => {
    await expect(identify(claims)).rejects.toMatchObject({ code: 'not-signed-in' });
  });

  it('without a signature is not taken', async () => {
    const unsigned = new UnsecuredJWT({}).setSubject('person-1').setIssuer(ISSUER).setAudience(AUDIENCE).encode();
    await expect(new AccessTokens(ISSUER, AUDIENCE).identify(`Bearer ${unsigned}`)).rejects.toMatchObject({
      code: 'not-signed-in',
    });
  });

  it.each([undefined, '', 'Bearer', 'Bearer ', 'Basic cGVyc29uOnBhc3M=', 'nonsense', 'Bearer not.a.token'])(
    'is not found in %p',
    async (header) => {
      await expect(new AccessTokens(ISSUER, AUDIENCE).identify(header)).rejects.toMatchObject({
        code: 'not-signed-in',
      });
    },
  );

  it('that was found good is not trusted beyond its end', async () => {
    const tokens = new AccessTokens(ISSUER, AUDIENCE);
    const header = `bearer ${await tokenOf({ lifetime: '30s' })}`;
    await tokens.identify(header);
    jest.advanceTimersByTime(29_000);
    expect(await tokens.identify(header)).toMatchObject({ personId: 'person-1' });
    jest.advanceTimersByTime(7_000);
    await expect(tokens.identify(header)).rejects.toMatchObject({ code: 'not-signed-in' });
  });

  it('is looked for again at an issuer that was away', async () => {
    const tokens = new AccessTokens(ISSUER, AUDIENCE);
    const header = `Bearer ${await tokenOf()}`;
    issuer.mockRejectedValueOnce(new TypeError('fetch failed'));
    await expect(tokens.identify(header)).rejects.toThrow('fetch failed');
    expect(await tokens.identify(header)).toMatchObject({ personId: 'person-1' });
  });
});
