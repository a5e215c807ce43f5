import { readdirSync } from 'node:fs';
import { Rejection } from '@trial/kernel';
import { domainEvents, operations } from './catalogue.js';
import type { EventContract } from './event-contract.js';
import { fieldsOf } from './fields.js';
import { pathParameters, readRequest, type Operation } from './operation.js';
import { services } from './operations/operations-of.js';
import { rejectionCodes } from './rejection-codes.js';
import {
  allocationDisclosed,
  allocationMade,
  listRunningLow,
  submissionChanged,
  submissionDutyRang,
} from './restricted/index.js';
import { roles } from './roles.js';

const restrictedEvents: readonly EventContract[] = [
  allocationMade,
  allocationDisclosed,
  listRunningLow,
  submissionChanged,
  submissionDutyRang,
];
const events = [...domainEvents, ...restrictedEvents];

/** What a request class says about a field that is filled in with something: nothing, a complaint, or that it has none. */
function hasField(operation: Operation, field: string): boolean {
  try {
    readRequest(operation, { [field]: 'something' });
    return true;
  } catch (error) {
    if (!(error instanceof Rejection)) throw error;
    return !error.details.errors?.some((finding) => finding.field === field && /should not exist$/.test(finding.rule));
  }
}

/** Where an event of a type is declared: the folder of its producer, its name without the producer. */
function fileOf(type: string): string {
  const [producer = '', ...name] = type.split('.');
  if (producer === 'restricted') return `restricted/${fileName(name.slice(1))}`;
  return `${producer === 'lab' ? 'lab-biomarker' : producer}/${fileName(name)}`;
}
const fileName = (parts: readonly string[]): string => `${parts.slice(0, -1).join('-')}.${parts.at(-1) ?? ''}.ts`;

const filesOnDisk = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' })
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => /\.v\d+\.ts$/.test(path));

describe('events', () => {
  it('are all in the catalogue or behind the second door, each in the file its type names', () => {
    expect(events.map(({ type }) => fileOf(type)).sort()).toEqual([...filesOnDisk].sort());
  });

  it('have a type of their own', () => {
    expect(new Set(events.map(({ type }) => type)).size).toBe(events.length);
  });

  it('are restricted exactly when they are behind the second door', () => {
    expect(events.filter(({ type }) => type.startsWith('restricted.'))).toEqual(restrictedEvents);
  });

  it.each(events.map((event) => [event.type, event] as const))(
    '%s is about an id that its data names',
    (type, event) => {
      expect(type).toMatch(/^[a-z-]+(\.[a-z-]+){2,3}\.v\d+$/);
      // Asked with a record in which every field holds its own name.
      const about = event.about(new Proxy({}, { get: (_, name) => name }));
      expect(about).toMatch(/Id$/);
      const missing = event.data.safeParse({}).error?.issues.map(({ path }) => path.join('.'));
      expect(missing).toEqual(expect.arrayContaining(['trialId', 'siteId', about]));
    },
  );
});

describe('operations', () => {
  it('have a subject and a route of their own', () => {
    expect(new Set(operations.map(({ subject }) => subject)).size).toBe(operations.length);
    // Two paths that differ only in the name of a part are one path.
    const routes = operations.map(({ route }) => route.replaceAll(/:[A-Za-z]+/g, ':'));
    expect(routes.filter((route, index) => routes.indexOf(route) !== index)).toEqual([]);
  });

  it('belong to something that answers', () => {
    expect([...new Set(operations.map(({ service }) => service))].sort()).toEqual([...services].sort());
  });

  it('are found: the query for a field looks as deep as it must', () => {
    const [first] = operations;
    expect(first && [hasField(first, 'trialId'), hasField(first, 'surname')]).toEqual([true, false]);
  });

  describe.each(operations.map((operation) => [operation.subject, operation] as const))('%s', (_, operation) => {
    it('has every part of its path as a field, never twice', () => {
      const parts = pathParameters(operation.route);
      expect(parts.filter((part) => !hasField(operation, part))).toEqual([]);
      expect(new Set(parts).size).toBe(parts.length);
    });

    it('reads with GET and writes with anything else', () => {
      expect(operation.route.startsWith('GET ')).toBe(operation.kind === 'query');
      expect(operation.name).toMatch(/^[a-z]+(-[a-z]+)+$/);
      expect(operation.summary).toMatch(/^[A-Z].*[^.]$/);
    });

    it('is allowed to somebody, and refuses with codes that the table knows', () => {
      expect(operation.roles.length).toBeGreaterThan(0);
      expect(operation.roles.filter((role) => !roles.includes(role))).toEqual([]);
      expect(operation.rejections.filter((code) => !Object.hasOwn(rejectionCodes, code))).toEqual([]);
      expect(new Set(operation.rejections).size).toBe(operation.rejections.length);
    });

    it('asks for the version exactly when it can be out of date', () => {
      const ifMatch = operation.kind === 'command' && operation.ifMatch;
      expect(hasField(operation, 'expectedVersion')).toBe(ifMatch);
      expect(operation.rejections.includes('version-conflict')).toBe(ifMatch);
    });

    it('says that a cursor can be unreadable exactly when it takes one', () => {
      expect(operation.rejections.includes('cursor-not-readable')).toBe(hasField(operation, 'cursor'));
    });

    it('finds the parts of its location in request or answer', () => {
      const location = operation.kind === 'command' ? (operation.location ?? '') : '';
      const known = [...fieldsOf(operation.request).keys(), ...fieldsOf(operation.result).keys()];
      expect(pathParameters(location).filter((part) => !known.includes(part))).toEqual([]);
    });
  });
});
