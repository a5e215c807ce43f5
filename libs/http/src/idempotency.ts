import { createHash } from 'node:crypto';
import { Rejection, type Idempotency } from '@trial/kernel';

const KEY = /^[\x21-\x7e]{8,200}$/;

/**
 * What makes a write recognisable when it comes again (draft-ietf-httpapi-idempotency-key-header): the key belongs to
 * one caller and one route, and to one request.
 */
export function idempotencyOf(
  header: string | string[] | undefined,
  caller: string,
  operation: string,
  request: unknown,
): Idempotency {
  if (header === undefined || header === '') {
    throw new Rejection('idempotency-key-missing', {
      field: 'Idempotency-Key',
      rule: 'send a key of your own making with every write',
    });
  }
  // The draft writes the key as a quoted string; unquoted keys are common and mean the same.
  const key = typeof header === 'string' ? header.replace(/^"(.*)"$/, '$1') : '';
  if (!KEY.test(key)) {
    throw new Rejection('idempotency-key-not-readable', {
      field: 'Idempotency-Key',
      rule: 'send one key of 8 to 200 visible ASCII characters',
    });
  }
  return {
    scope: `${caller} ${operation}`,
    key,
    fingerprint: createHash('sha256').update(canonical(request)).digest('base64url'),
  };
}

/** JSON with sorted names, so that the order of fields makes no other request. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value === undefined) return 'null';
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value)
    .filter(([, part]) => part !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([name, part]) => `${JSON.stringify(name)}:${canonical(part)}`).join(',')}}`;
}

/** The version behind `If-Match`, or `Rejection('version-missing')`. */
export function expectedVersion(header: string | undefined): number {
  const [, version] = /^"(\d{1,9})"$/.exec(header ?? '') ?? [];
  if (version === undefined)
    throw new Rejection('version-missing', { field: 'If-Match', rule: 'send the ETag of the version you read' });
  return Number(version);
}
