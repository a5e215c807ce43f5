import { createRemoteJWKSet, errors, jwtVerify, type JWTVerifyGetKey } from 'jose';
import { Rejection } from '@trial/kernel';

/** What a token proves: who, when they signed in, and until when that holds. Roles never come from it. */
export interface Identity {
  readonly personId: string;
  /** When they gave proof of who they are (`auth_time`), in seconds of wall time; a token that was renewed keeps it. */
  readonly authenticatedAt?: number;
  /** When the token ends, in milliseconds of wall time. */
  readonly until: number;
}

/** Whole seconds since a person signed in; undefined when the token does not say when they did. */
export const signedInSecondsAgo = ({ authenticatedAt }: Identity): number | undefined =>
  authenticatedAt === undefined ? undefined : Math.max(0, Math.floor(Date.now() / 1_000 - authenticatedAt));

/**
 * Checks bearer tokens of any OpenID Connect issuer against its published keys (jose: the library of this field, no
 * dependencies). Keys are fetched when first needed and when a token names a new one.
 */
export class AccessTokens {
  /** Tokens found good a moment ago: a signature is checked once a minute, not once a request. */
  private readonly known = new Map<string, { readonly identity: Identity; readonly trustedUntil: number }>();
  private keys: Promise<JWTVerifyGetKey> | undefined;

  constructor(
    private readonly issuer: string,
    private readonly audience: string,
  ) {}

  /** The identity behind an `Authorization` header, or `Rejection('not-signed-in')`. */
  async identify(authorization: string | undefined): Promise<Identity> {
    const [scheme, token] = (authorization ?? '').split(' ');
    if (scheme?.toLowerCase() !== 'bearer' || !token)
      throw new Rejection('not-signed-in', { rule: 'send Authorization: Bearer <access token>' });
    const known = this.known.get(token);
    if (known && known.trustedUntil > Date.now()) return known.identity;
    const identity = await this.verify(token);
    if (this.known.size >= REMEMBERED) this.known.clear();
    this.known.set(token, { identity, trustedUntil: Math.min(identity.until, Date.now() + REMEMBER_MS) });
    return identity;
  }

  private async verify(token: string): Promise<Identity> {
    try {
      const { payload } = await jwtVerify(token, await this.issuerKeys(), {
        issuer: this.issuer,
        audience: this.audience,
        clockTolerance: 5,
      });
      if (!payload.sub) throw new Rejection('not-signed-in', { rule: 'the token names nobody' });
      const since = payload['auth_time'];
      return {
        personId: payload.sub,
        ...(typeof since === 'number' ? { authenticatedAt: since } : {}),
        until: (payload.exp ?? 0) * 1_000,
      };
    } catch (error) {
      if (error instanceof errors.JOSEError)
        throw new Rejection('not-signed-in', { rule: 'the access token is not valid here' });
      throw error;
    }
  }

  private issuerKeys(): Promise<JWTVerifyGetKey> {
    this.keys ??= this.discover().catch((error: unknown) => {
      this.keys = undefined;
      throw error;
    });
    return this.keys;
  }

  private async discover(): Promise<JWTVerifyGetKey> {
    const response = await fetch(`${this.issuer}/.well-known/openid-configuration`, {
      signal: AbortSignal.timeout(5_000),
    });
    const { jwks_uri: location } = (await response.json()) as { jwks_uri?: string };
    if (!location) throw new Error(`${this.issuer} does not publish a jwks_uri`);
    return createRemoteJWKSet(new URL(location));
  }
}

const REMEMBER_MS = 60_000;
const REMEMBERED = 10_000;
