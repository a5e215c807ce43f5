import { fieldsOf, pathParameters, type FieldSchema, type HttpMethod, type Operation } from '@trial/contracts';
import { SITE, TRIAL, type Call } from './whole-platform.js';

/** A class with fields. */
type Part = Parameters<typeof fieldsOf>[0];

/** Nobody and nothing has this identifier. */
export const MADE_UP = '0190a5f0-1111-7222-8333-444455556666';

/** Values by the name of their field. */
export type Known = Readonly<Record<string, unknown>>;

/** A request that fits its contract, about a trial and site that exist and, but for what is known, things that do not. */
export const exampleOf = (type: Part, known: Known = {}): Record<string, unknown> =>
  Object.fromEntries(
    [...fieldsOf(type)].map(([name, schema]) => [name, exampleValue(name, schema, { ...PLACE, ...known })]),
  );

/** The request as an HTTP call: path, query string or body, and `If-Match`. */
export function callOf(operation: Operation, request: Readonly<Record<string, unknown>>): Call {
  const [method = '', route = ''] = operation.route.split(' ');
  const outside = new Set([...pathParameters(operation.route), 'expectedVersion']);
  const path = route.replace(/:([A-Za-z]+)/g, (_, name: string) => encodeURIComponent(said(request[name])));
  const inside = Object.entries(request).filter(([name, value]) => !outside.has(name) && value !== undefined);
  const ifMatch = operation.kind === 'command' && operation.ifMatch ? { 'if-match': '"1"' } : {};
  if (method !== 'GET')
    return { method: method as HttpMethod, path, body: Object.fromEntries(inside), headers: ifMatch };
  const query = new URLSearchParams(inside.map(([name, value]): [string, string] => [name, said(value)]));
  return { method, path: query.size > 0 ? `${path}?${query.toString()}` : path };
}

/** As text in an address; half a character cannot be written there. */
const said = (value: unknown): string =>
  (typeof value === 'string' ? value : JSON.stringify(value)).replace(/\p{Surrogate}/gu, '\ufffd');

const PLACE: Known = { trialId: TRIAL, siteId: SITE };

function exampleValue(name: string, schema: FieldSchema, known: Known): unknown {
  const { type, format, pattern, minLength, minimum, isArray } = schema;
  const { enum: ofList } = (schema['items'] ?? {}) as { enum?: unknown };
  // Two contracts may give one name to two lists of words, or to codes of two lengths.
  const words = schema['enum'] as unknown[] | undefined;
  const isLongEnough = said(known[name] ?? '').length >= Number(minLength ?? 0);
  if (name in known && isLongEnough && (words?.includes(known[name]) ?? true)) return known[name];
  const [word] = (schema['enum'] ?? ofList ?? []) as unknown[];
  if (isArray === true || type === 'array') return [word ?? (format === 'uuid' ? MADE_UP : 'CODE-1')];
  if (word !== undefined) return word;
  if (name === 'cursor') return Buffer.from('a').toString('base64url');
  if (type === 'object') return {};
  if (type === 'integer' || type === Number) return minimum ?? 1;
  if (type === Boolean) return true;
  if (type !== String) return exampleParts(type, known);
  if (format === 'uuid') return MADE_UP;
  if (format === 'date-time') return '2025-03-03T08:00:00Z';
  if (format === 'date') return '2025-03-03';
  if (typeof pattern === 'string' && pattern.startsWith('^\\d{4}')) return '2025-03';
  if (typeof pattern === 'string') return 'CODE-1';
  return 'a'.repeat(Math.max(Number(minLength ?? 1), 2));
}

/** A part with fields of its own, or two of them for a list. */
function exampleParts(type: unknown, known: Known): unknown {
  const named = (type as () => Part | [Part])();
  return Array.isArray(named) ? [exampleOf(named[0], known), exampleOf(named[0], known)] : exampleOf(named, known);
}
