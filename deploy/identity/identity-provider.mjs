import { createIdentityServer } from './provider.mjs';

/**
 * The demo identity provider as a process. Environment:
 * - `IDENTITY_PORT`, `IDENTITY_ISSUER` (default `http://127.0.0.1:<port>`), `IDENTITY_HOST` (default 127.0.0.1)
 * - `IDENTITY_REDIRECT_URIS`: comma-separated; loopback addresses match on any port
 * - `IDENTITY_SIGNING_KEY`: private JWK (ES256), so that tokens outlive a restart
 */
const {
  IDENTITY_PORT,
  IDENTITY_HOST = '127.0.0.1',
  IDENTITY_ISSUER = `http://127.0.0.1:${IDENTITY_PORT}`,
  IDENTITY_REDIRECT_URIS = 'http://127.0.0.1/callback',
  IDENTITY_SIGNING_KEY,
} = process.env;

if (!IDENTITY_PORT) throw new Error('IDENTITY_PORT is not set');

const server = createIdentityServer({
  issuer: IDENTITY_ISSUER,
  redirectUris: IDENTITY_REDIRECT_URIS.split(','),
  ...(IDENTITY_SIGNING_KEY ? { signingKey: JSON.parse(IDENTITY_SIGNING_KEY) } : {}),
});
server.listen(Number(IDENTITY_PORT), IDENTITY_HOST);
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, () => {
    server.close();
    server.closeAllConnections();
  });
}
