import fc from 'fast-check';
import { Rejection } from '@trial/kernel';
import { expectedVersion, idempotencyOf } from './idempotency.js';

const ROUTE = 'command.safety.report-adverse-event.v1';
const fingerprintOf = (request: unknown): string => idempotencyOf('key-12345', 'person-1', ROUTE, request).fingerprint;

/** The same value with the names of every object in the opposite order. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([name, part]) => [name, reversed(part)]),
  );
}

describe('the key of a write', () => {
  it('belongs to one caller and one route', () => {
    expect(idempotencyOf('key-12345', 'person-1', ROUTE, {})).toMatchObject({
      scope: 'person-1 command.safety.report-adverse-event.v1',
      key: 'key-12345',
    });
  });

  it('means the same with quotes, as the draft writes it, and without', () => {
    expect(idempotencyOf('"key-12345"', 'person-1', ROUTE, {})).toEqual(
      idempotencyOf('key-12345', 'person-1', ROUTE, {}),
    );
  });

  it.each([undefined, ''])('must be there: %p', (header) => {
    expect(() => idempotencyOf(header, 'person-1', ROUTE, {})).toThrow(
      new Rejection('idempotency-key-missing', { rule: 'send a key of your own making with every write' }),
    );
  });

  it.each([['short-1'], ['"short-1"'], ['k'.repeat(201)], ['key 12345'], ['key-1234ü'], [['key-12345', 'key-67890']]])(
    'cannot be %p',
    (header) => {
      expect(() => idempotencyOf(header, 'person-1', ROUTE, {})).toThrow(
        new Rejection('idempotency-key-not-readable', { rule: 'send one key of 8 to 200 visible ASCII characters' }),
      );
    },
  );
});

describe('the fingerprint of a request', () => {
  it('is the hash of its JSON in the order of names', () => {
    // SHA-256 of {"a":[1,null],"b":"x"}
    expect(fingerprintOf({ b: 'x', a: [1, null] })).toBe('Pezm3I0i1haSsDx9UYNqrslv0IphTiJFZeF3rW_52-I');
  });

  it('does not depend on the order of fields, at any depth', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (request) => {
        expect(fingerprintOf(reversed(request))).toBe(fingerprintOf(request));
      }),
    );
  });

  it('does not tell a field that is not there from one that says nothing', () => {
    expect(fingerprintOf({ a: 1, b: undefined })).toBe(fingerprintOf({ a: 1 }));
  });

  it.each<[unknown, unknown]>([
    [{ a: 1 }, { a: 2 }],
    [{ a: 1 }, { a: '1' }],
    [{ a: null }, {}],
    [{ a: [1, 2] }, { a: [2, 1] }],
    [{ a: { b: 1 } }, { a: 1, b: 1 }],
    [{ a: '","b":"' }, { a: '', b: '' }],
    [[], {}],
  ])('tells %j from %j', (one, other) => {
    expect(fingerprintOf(one)).not.toBe(fingerprintOf(other));
  });

  it('tells any two requests apart that JSON tells apart', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string(), fc.jsonValue()),
        fc.dictionary(fc.string(), fc.jsonValue()),
        (one, other) => {
          fc.pre(!isSame(one, other));
          expect(fingerprintOf(one)).not.toBe(fingerprintOf(other));
        },
      ),
    );
  });
});

/** Equality of JSON values: -0 is written as 0. */
function isSame(one: unknown, other: unknown): boolean {
  try {
    expect(JSON.parse(JSON.stringify(one))).toEqual(JSON.parse(JSON.stringify(other)));
    return true;
  } catch {
    return false;
  }
}

describe('the version that was read', () => {
  it.each([
    ['"1"', 1],
    ['"42"', 42],
    ['"999999999"', 999_999_999],
  ])('of If-Match: %s is %d', (header, version) => {
    expect(expectedVersion(header)).toBe(version);
  });

  it.each([undefined, '', '1', '*', 'W/"1"', '"1", "2"', '"-1"', '"1.5"', '"9999999999"', '"one"'])(
    'cannot be read from %p',
    (header) => {
      expect(() => expectedVersion(header)).toThrow(
        new Rejection('version-missing', { rule: 'send the ETag of the version you read' }),
      );
    },
  );
});
