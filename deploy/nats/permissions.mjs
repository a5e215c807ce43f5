import { readFileSync } from 'node:fs';

/**
 * Users, what each may publish and subscribe to, streams, and who reads one from outside: generated from the contracts, never edited by hand.
 * A user that is not listed cannot connect; a subject that is not listed for a user is refused by the server.
 */
export function readPermissions() {
  return JSON.parse(readFileSync(new URL('permissions.json', import.meta.url), 'utf8'));
}

/** Every user a password is needed for. `admin` may do everything; only provisioning and tests use it. */
export function natsUsers({ users } = readPermissions()) {
  return [...new Set([...Object.keys(users), 'admin'])];
}
