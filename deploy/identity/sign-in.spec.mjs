import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { createLocalJWKSet, jwtVerify } from 'jose';
import { freePort } from '../local/ports.mjs';
import { everyUsername, readAccounts } from './accounts.mjs';
import { createIdentityServer } from './provider.mjs';
import { signIn } from './sign-in.mjs';

describe('signing in at the demo identity provider', () => {
  let server;
  let issuer;
  beforeAll(async () => {
    const port = await freePort();
    issuer = `http://127.0.0.1:${port}`;
    server = createIdentityServer({ issuer, redirectUris: ['http://127.0.0.1/callback'] });
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
  });
  afterAll(() => {
    server.close();
    server.closeAllConnections();
  });

  const verify = async (token) => {
    const keys = await (await fetch(`${issuer}/jwks`)).json();
    return jwtVerify(token, createLocalJWKSet(keys), { issuer, audience: 'trial-platform', typ: 'at+jwt' });
  };

  it('ends in a signed access token that proves who and when, and says nothing about roles', async () => {
    const before = Math.floor(Date.now() / 1_000);
    const { accessToken, expiresIn } = await signIn({ issuer, username: 'investigator-umcu', password: 'demo' });
    const { payload } = await verify(accessToken);
    expect(payload.sub).toBe('investigator-umcu');
    expect(payload.auth_time).toBeGreaterThanOrEqual(before);
    expect(payload.auth_time).toBeLessThanOrEqual(before + 5);
    expect(Object.keys(payload).sort()).toEqual(['aud', 'auth_time', 'client_id', 'exp', 'iat', 'iss', 'jti', 'sub']);
    expect(expiresIn).toBe(28_800);
  });

  it('is refused with a wrong password and for a name that does not exist', async () => {
    await expect(signIn({ issuer, username: 'monitor', password: 'guess' })).rejects.toThrow(
      'monitor could not sign in (401)',
    );
    await expect(signIn({ issuer, username: 'nobody', password: 'demo' })).rejects.toThrow(
      'nobody could not sign in (401)',
    );
  });

  it('shows what was typed as text, never as markup', async () => {
    const pages = [];
    const spying = async (address, options) => {
      const response = await fetch(address, options);
      pages.push(await response.clone().text());
      return response;
    };
    await signIn({ issuer, username: '"><script>', password: 'x', fetch: spying }).catch(() => undefined);
    expect(pages.at(-1)).toContain('&#34;&#62;&#60;script&#62;');
    expect(pages.at(-1)).not.toContain('<script');
  });

  it('needs PKCE', async () => {
    const query = new URLSearchParams({
      client_id: 'trial-platform',
      response_type: 'code',
      scope: 'openid',
      redirect_uri: 'http://127.0.0.1:5/callback',
    });
    const response = await fetch(`${issuer}/auth?${query}`, { redirect: 'manual' });
    expect(new URL(response.headers.get('location')).searchParams.get('error')).toBe('invalid_request');
  });

  it('sends nobody to an address that is not registered', async () => {
    const query = new URLSearchParams({
      client_id: 'trial-platform',
      response_type: 'code',
      scope: 'openid',
      redirect_uri: 'http://elsewhere.example/callback',
    });
    const response = await fetch(`${issuer}/auth?${query}`, { redirect: 'manual' });
    expect([response.status, response.headers.get('location')]).toEqual([400, null]);
  });

  it('does not exist in production', () => {
    const before = process.env.NODE_ENV;
    process.env.NODE_ENV = 'production';
    try {
      expect(() => createIdentityServer({ issuer, redirectUris: [] })).toThrow('does not run in production');
    } finally {
      process.env.NODE_ENV = before;
    }
  });
});

describe('the demo accounts', () => {
  const { accounts } = readAccounts();

  it('are one per role, per site where the role works at one, a second list statistician and pharmacist, and twenty participants', () => {
    const perRole = accounts.reduce((all, { role }) => ({ ...all, [role]: (all[role] ?? 0) + 1 }), {});
    expect(perRole).toEqual({
      investigator: 3,
      'study-nurse': 3,
      pharmacist: 4,
      'list-statistician': 2,
      'safety-physician': 1,
      'pharmacovigilance-officer': 1,
      monitor: 1,
      'data-manager': 1,
      'dsmb-statistician': 1,
      administrator: 1,
      participant: 20,
    });
  });

  it('never share a user name', () => {
    expect(new Set(accounts.map(({ username }) => username)).size).toBe(accounts.length);
  });

  it('of another trial follow from the sites of its file, in the zones of the sites', () => {
    const nurses = readAccounts('UPSIDE').accounts.filter(({ role }) => role === 'study-nurse');
    expect(nurses.map(({ username, sites, zone }) => [username, sites, zone])).toEqual([
      ['study-nurse-umcu', ['UMCU'], 'Europe/Amsterdam'],
      ['study-nurse-east', ['EAST'], 'Europe/Helsinki'],
      ['study-nurse-west', ['WEST'], 'Europe/Lisbon'],
    ]);
    expect(() => readAccounts('NOWHERE')).toThrow('There is no file of a trial NOWHERE');
  });

  it('can sign in, the people of every trial', () => {
    const usernames = everyUsername();
    for (const name of ['investigator-lumc', 'pharmacist-umich', 'study-nurse-east', 'monitor'])
      expect(usernames).toContain(name);
  });
});
