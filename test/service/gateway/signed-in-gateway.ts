import { randomUUID } from 'node:crypto';
import type { Server } from 'node:http';
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey } from 'jose';
import { GatewayModule } from '../../../apps/gateway/src/gateway.module.js';
import { prepareHttp } from '../../../apps/gateway/src/prepare-http.js';
import { createIdentityServer } from '../../../deploy/identity/provider.mjs';
import { signIn } from '../../../deploy/identity/sign-in.mjs';
import { freePort } from '../../../deploy/local/ports.mjs';
import { bootService, type BootedService } from '../../support/service.js';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** What is no JSON is in `text`. */
  readonly body: Record<string, unknown>;
}

export const GRANTS = '/v1/trials/MANUS/access-grants';

/** A booted gateway, and the identity server whose tokens it takes. */
export class SignedInGateway {
  private readonly tokens = new Map<string, Promise<{ accessToken: string }>>();

  private constructor(
    readonly gateway: BootedService,
    readonly issuer: string,
    private readonly identity: Server,
    private readonly privateKey: CryptoKey,
  ) {}

  static async start(variables: Record<string, string> = {}, now?: string): Promise<SignedInGateway> {
    const { privateKey } = await generateKeyPair('ES256', { extractable: true });
    const port = await freePort([]);
    const issuer = `http://127.0.0.1:${port}`;
    const signingKey = await exportJWK(privateKey);
    const identity = createIdentityServer({ issuer, redirectUris: ['http://127.0.0.1/callback'], signingKey });
    await new Promise<void>((resolve) => identity.listen(port, '127.0.0.1', () => resolve()));
    const gateway = await bootService('gateway', GatewayModule, {
      prepare: prepareHttp,
      ...(now === undefined ? {} : { now }),
      variables: { OIDC_ISSUER: issuer, FIRST_ADMINISTRATOR: 'administrator', ...variables },
    });
    return new SignedInGateway(gateway, issuer, identity, privateKey);
  }

  async stop(): Promise<void> {
    await this.gateway.stop();
    this.identity.closeAllConnections();
    await new Promise((resolve) => this.identity.close(resolve));
  }

  /** A request of somebody who signed in with a password, or of nobody. */
  async call(
    username: string | undefined,
    method: string,
    path: string,
    body?: object,
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    const response = await fetch(`${this.gateway.url}${path}`, {
      method,
      headers: {
        ...(username ? { authorization: `Bearer ${await this.tokenOf(username)}` } : {}),
        ...(body ? { 'content-type': 'application/json' } : {}),
        ...headers,
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      body: text.startsWith('{') ? (JSON.parse(text) as Record<string, unknown>) : { text },
    };
  }

  grant(more: object, key: string = randomUUID()): Promise<Answer> {
    const whole = {
      sites: ['UMCU'],
      organisation: 'UMC Utrecht',
      zone: 'Europe/Amsterdam',
      from: '2025-01-01T00:00:00Z',
    };
    return this.call('administrator', 'POST', GRANTS, { ...whole, ...more }, { 'idempotency-key': key });
  }

  withdraw(grantId: string): Promise<Answer> {
    const why = { reason: 'left the site' };
    return this.call('administrator', 'DELETE', `${GRANTS}/${grantId}`, why, { 'idempotency-key': randomUUID() });
  }

  /** A token as the identity server would sign it; it ends at `until`, in seconds since 1970. */
  signed(personId: string, claims: Record<string, unknown>, until: number): Promise<string> {
    return new SignJWT(claims)
      .setProtectedHeader({ alg: 'ES256' })
      .setSubject(personId)
      .setIssuer(this.issuer)
      .setAudience('trial-platform')
      .setIssuedAt()
      .setExpirationTime(until)
      .sign(this.privateKey);
  }

  /** The token of somebody who signs in, once. */
  async tokenOf(username: string): Promise<string> {
    if (!this.tokens.has(username))
      this.tokens.set(username, signIn({ issuer: this.issuer, username, password: 'demo' }));
    return (await this.tokens.get(username))?.accessToken ?? '';
  }
}
