import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Code, fieldsOf as declaredFieldsOf, operations, Part, Parts, Text, type Operation } from '@trial/contracts';
import { REPOSITORY } from './run-tools.js';
import { filesBelow } from './scan-tree.js';

/** One field of a contract, with everything it says about itself. */
interface Field {
  readonly path: string;
  readonly says: string;
}
type Schema = Readonly<Record<string, unknown>>;

/** Words that only make sense of a field that holds, or leads to, what somebody received. */
const TELLING = /\b(?:arms?|allocations?|allocated|kits?|batch(?:es)?|treatment groups?|seeds?)\b/i;

/** `armCode`, `kit-number` and `batch_id` as words. */
const asWords = (text: string): string =>
  text
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/[^A-Za-z0-9]+/g, ' ')
    .trim();
const telling = (fields: readonly Field[]): readonly string[] =>
  fields.filter(({ says }) => TELLING.test(asWords(says))).map(({ path }) => path);

const json = (path: string) => JSON.parse(readFileSync(join(REPOSITORY, path), 'utf8')) as Schema;
const isSchema = (value: unknown): value is Schema => typeof value === 'object' && value !== null;
const sentences = (schema: Schema): string =>
  [schema['title'], schema['description'], schema['const'], ...([schema['enum'] ?? []].flat() as unknown[])]
    .filter((part) => typeof part === 'string')
    .join(' ');

/** Every field below a JSON Schema, references followed, each reference once. */
function fieldsOf(
  schema: unknown,
  document: Schema = {},
  path = '',
  seen: ReadonlySet<string> = new Set(),
): readonly Field[] {
  if (!isSchema(schema)) return [];
  const reference = schema['$ref'];
  if (typeof reference === 'string') {
    if (seen.has(reference)) return [];
    return fieldsOf(resolved(document, reference), document, path, new Set([...seen, reference]));
  }
  const own = Object.entries((schema['properties'] ?? {}) as Schema).flatMap(([name, field]) => {
    const here = path === '' ? name : `${path}.${name}`;
    const said = isSchema(field) ? sentences(field) : '';
    return [{ path: here, says: `${name} ${said}` }, ...fieldsOf(field, document, here, seen)];
  });
  const parts = ['items', 'additionalProperties', 'anyOf', 'allOf', 'oneOf'].flatMap((key) =>
    [schema[key] ?? []].flat(),
  );
  return [...own, ...parts.flatMap((part) => fieldsOf(part, document, path, seen))];
}

const resolved = (document: Schema, reference: string): unknown =>
  reference
    .split('/')
    .slice(1)
    .reduce<unknown>((found, key) => (isSchema(found) ? found[key] : undefined), document);

/** Every field of a request or result class, nested parts included. */
function fieldsOfClass(type: unknown, path = ''): readonly Field[] {
  if (typeof type !== 'function') return [];
  const prototype = type.prototype as object | undefined;
  if (!prototype) return fieldsOfClass([(type as () => unknown)()].flat()[0], path);
  return [...declaredFieldsOf({ prototype })].flatMap(([name, field]) => {
    const here = path === '' ? name : `${path}.${name}`;
    return [{ path: here, says: `${name} ${sentences(field)}` }, ...fieldsOfClass(field.type, here)];
  });
}

/** The names of the fields of a class that it may hold more than once, at any depth. */
function namesInLists(type: unknown, repeated = false): readonly string[] {
  if (typeof type !== 'function') return [];
  const prototype = type.prototype as object | undefined;
  if (prototype)
    return [...declaredFieldsOf({ prototype })].flatMap(([name, field]) => [
      ...(repeated || field['isArray'] === true ? [name] : []),
      ...namesInLists(field.type, repeated),
    ]);
  const part = (type as () => unknown)();
  return Array.isArray(part) ? namesInLists(part[0], true) : namesInLists(part, repeated);
}

interface Described {
  readonly tags?: readonly string[];
  readonly parameters?: readonly Schema[];
  readonly requestBody?: unknown;
  readonly responses?: unknown;
}

/** Every field of every operation of an OpenAPI document that is not the vault's, as `METHOD path: field`. */
const fieldsOfDocument = (document: Schema): readonly Field[] =>
  Object.entries(document['paths'] as Record<string, Record<string, Described>>).flatMap(([path, methods]) =>
    Object.entries(methods)
      .filter(([, { tags }]) => !tags?.includes('vault'))
      .flatMap(([method, { parameters = [], requestBody, responses }]) =>
        [
          ...parameters.map((parameter) => ({
            path: String(parameter['name']),
            says: `${String(parameter['name'])} ${sentences(parameter)} ${sentences((parameter['schema'] ?? {}) as Schema)}`,
          })),
          ...contentsOf({ requestBody, responses }).flatMap((schema) => fieldsOf(schema, document)),
        ].map((field) => ({ ...field, path: `${method.toUpperCase()} ${path}: ${field.path}` })),
      ),
  );

/** The schemas below every `content` of a request or its answers. */
function contentsOf(part: unknown): readonly unknown[] {
  if (!isSchema(part)) return [];
  return Object.entries(part).flatMap(([key, value]) =>
    key === 'content' && isSchema(value)
      ? Object.values(value).map((media) => (isSchema(media) ? media['schema'] : undefined))
      : contentsOf(value),
  );
}

const SCHEMAS = 'libs/contracts/schemas';
const files = readdirSync(join(REPOSITORY, SCHEMAS));
const open = files.filter((file) => !file.startsWith('restricted.'));
const restricted = files.filter((file) => file.startsWith('restricted.'));
const others: readonly Operation[] = operations.filter(({ service }) => service !== 'vault');

/** Fields whose description needs the word and whose value does not depend on the thing. A line that became untrue fails. */
const HARMLESS = [
  // The levels a site signs before anything is allocated.
  'stratification',
];

/** What tells an arm in open-label trials, where it is an ordinary field, and is never filled in or said in a masked one. */
const OPEN_LABEL_EVENT = 'randomisation.allocation.opened.v1.json';
const OPEN_LABEL_FIELDS = { 'read-participant': 'arm', 'list-participants': 'items.arm' };
const openLabelFields = Object.entries(OPEN_LABEL_FIELDS).map(([name, path]) => `randomisation ${name}: ${path}`);

/** The report of the unblinded module: counts of each arm, for unblinded roles (below). */
const CLOSED_REPORT = { name: 'read-closed-report', fields: ['arms', 'arms.arm', 'coded'] };
const closedReportFields = CLOSED_REPORT.fields.map((path) => `unblinded ${CLOSED_REPORT.name}: ${path}`);

describe('contracts that blinded eyes read', () => {
  it.each(open.filter((file) => file !== OPEN_LABEL_EVENT))('%s has no field that tells of an allocation', (file) => {
    const fields = fieldsOf(json(`${SCHEMAS}/${file}`));
    expect(fields.length).toBeGreaterThan(2);
    expect(telling(fields)).toEqual([]);
  });

  it('have one event that tells an arm, in one field', () => {
    expect(open).toContain(OPEN_LABEL_EVENT);
    expect(telling(fieldsOf(json(`${SCHEMAS}/${OPEN_LABEL_EVENT}`)))).toEqual(['arm']);
  });

  it('have none in a request or an answer, but for the vault and the closed report', () => {
    const found = others.flatMap(({ service, name, request, result }) =>
      telling([...fieldsOfClass(request), ...fieldsOfClass(result)]).map((path) => `${service} ${name}: ${path}`),
    );
    const harmless = ['randomise-participant', 'record-downtime-randomisation'].flatMap((name) =>
      HARMLESS.map((path) => `randomisation ${name}: ${path}`),
    );
    expect([...found].sort()).toEqual([...harmless, ...openLabelFields, ...closedReportFields].sort());
  });

  it('have none in the OpenAPI document, but for the vault and the closed report', () => {
    const fields = fieldsOfDocument(json('libs/contracts/documents/openapi.json'));
    expect(fields.length).toBeGreaterThan(others.length);
    const participants = '/v1/trials/{trialId}/participants';
    const harmless = ['randomisation', 'downtime-randomisation'].flatMap((name) =>
      HARMLESS.map((path) => `POST ${participants}/{participantId}/${name}: ${path}`),
    );
    const openLabel = [`GET ${participants}/{participantId}: arm`, `GET ${participants}: items.arm`];
    const closed = CLOSED_REPORT.fields.map(
      (path) => `GET /v1/trials/{trialId}/data-cuts/{dataCutId}/closed-report: ${path}`,
    );
    expect([...telling(fields)].sort()).toEqual([...harmless, ...openLabel, ...closed].sort());
  });

  it('leave every operation that tells of an allocation to unblinded roles, but for the code break', () => {
    const told = operations.filter(({ service, name, request, result }) =>
      telling([...fieldsOfClass(request), ...fieldsOfClass(result)]).some(
        (path) => !HARMLESS.includes(path) && !openLabelFields.includes(`${service} ${name}: ${path}`),
      ),
    );
    expect(told.map(({ name, roles }) => [name, roles])).toEqual([
      ['generate-randomisation-list', ['list-statistician']],
      ['upload-randomisation-list', ['list-statistician']],
      ['extend-randomisation-list', ['list-statistician']],
      ['disclose-allocation', ['pharmacist', 'pharmacovigilance-officer']],
      ['explain-allocation', ['list-statistician']],
      ['verify-allocations', ['list-statistician']],
      ['break-code', ['investigator']],
      ['read-unblinded-rows', ['list-statistician', 'dsmb-statistician']],
      ['register-batch', ['pharmacist']],
      ['change-batch-status', ['pharmacist']],
      ['list-batches', ['pharmacist']],
      ['prepare-product', ['pharmacist']],
      ['trace-donor', ['pharmacist', 'pharmacovigilance-officer']],
      ['trace-participant', ['pharmacist', 'pharmacovigilance-officer']],
      ['open-follow-ups', ['pharmacist', 'pharmacovigilance-officer']],
      ['read-closed-report', ['dsmb-statistician', 'list-statistician', 'pharmacovigilance-officer']],
    ]);
  });

  /** Lists of arms that name nobody: how many of a list hold each, for whoever has the list; what lies in the freezer; counts. */
  const NAME_NOBODY = ['explain-allocation', 'list-batches', CLOSED_REPORT.name];
  /** Who received what of one donor, one stopped batch, or in one body: patients are looked after before any lock. */
  const LOOK_BACK = ['trace-donor', 'trace-participant', 'open-follow-ups'];

  const plural = operations.filter(
    ({ name, result }) =>
      !(name in OPEN_LABEL_FIELDS) && namesInLists(result).some((field) => TELLING.test(asWords(field))),
  );

  it('show more than one arm in one answer only, and that is shut until the database is locked', () => {
    const names = plural.map(({ name }) => name);
    const opening = names.filter((name) => ![...NAME_NOBODY, ...LOOK_BACK].includes(name));
    expect(opening).toEqual(['read-unblinded-rows']);
    expect(names).toEqual(expect.arrayContaining([...NAME_NOBODY, ...LOOK_BACK]));
    expect(plural.find(({ name }) => name === 'read-unblinded-rows')?.rejections).toContain('trial-not-unblinded');
  });

  it.each(LOOK_BACK)('%s is a command that answers with the record of who looked', (name) => {
    const operation = operations.find((each) => each.name === name);
    expect(operation?.kind).toBe('command');
    const answered = fieldsOfClass(operation?.result).map(({ path }) => path);
    expect(answered.filter((path) => ['readingId', 'disclosureId'].includes(path))).toHaveLength(1);
  });

  it.each(NAME_NOBODY)('%s names nobody beside the arms it lists', (name) => {
    const result: unknown = operations.find((each) => each.name === name)?.result;
    expect(namesInLists(result).filter((field) => /^(participant|site)Id$/.test(field))).toEqual([]);
  });
});

describe('the arm of an open-label trial', () => {
  const sources = filesBelow(REPOSITORY, ['apps']).filter((path) => path.endsWith('.ts') && !path.endsWith('.spec.ts'));
  const source = (path: string) => readFileSync(join(REPOSITORY, path), 'utf8');
  const TELLS = 'apps/randomisation/src/vault/allocations/open-allocation.ts';
  const REMEMBERS = 'apps/randomisation/src/enrolment/randomisation/remember-open-arm.ts';
  const PLANS_BY = 'apps/scheduling/src/visit-plans/follow-open-arm.ts';
  const GUARDS = {
    [TELLS]: 'if (this.trials.isMasked(at.trialId)) return;',
    [REMEMBERS]: 'if (this.trials.isMasked(trialId)) return;',
    [PLANS_BY]: 'if (this.trials.isMasked(data.trialId)) return;',
  };

  it('is told in one place and kept in two, and each first looks whether the trial is masked', () => {
    expect(sources.filter((path) => source(path).includes('allocationOpened')).sort()).toEqual([
      REMEMBERS,
      TELLS,
      PLANS_BY,
    ]);
    for (const [path, guard] of Object.entries(GUARDS)) {
      const text = source(path);
      const act = text.search(/armOf\(tx|update participant|await remember\(/);
      expect([path, text.includes(guard), text.indexOf(guard) < act]).toEqual([path, true, true]);
    }
  });

  it('is written by one statement, and read by the view of a participant and for the doses of an open trial', () => {
    const enrolment = sources.filter((path) => path.startsWith('apps/randomisation/src/enrolment/'));
    const touching = enrolment.filter((path) =>
      /\barm\b/.test(source(path).replaceAll(/\/\*\*[^]*?\*\/|\/\/.*|^import .*$/gm, '')),
    );
    expect(touching.sort()).toEqual([
      // `isVisitOf` looks at the arm in an open trial only, and in a masked one there is none.
      'apps/randomisation/src/enrolment/administrations/record-dose.ts',
      'apps/randomisation/src/enrolment/participants/participant.reads.ts',
      'apps/randomisation/src/enrolment/participants/participant.table.ts',
      'apps/randomisation/src/enrolment/participants/screen-participant.ts',
      'apps/randomisation/src/enrolment/persistence/migrations/0082-open-arms.ts',
      REMEMBERS,
    ]);
  });

  it('may be sent by the vault alone, of all that do not own the stream', () => {
    const { users } = json('deploy/nats/permissions.json') as { users: Record<string, { publish: string[] }> };
    const senders = Object.entries(users).filter(([, { publish }]) =>
      publish.includes('randomisation.allocation.opened.v1'),
    );
    expect(senders.map(([user]) => user)).toEqual(['vault']);
  });
});

describe('restricted events', () => {
  /** Ids that are no UUIDs: of a trial, of a site, of a person at the identity provider. */
  const NAMED = ['trialId', 'siteId', 'to'];

  it.each(restricted)('%s carries ids only', (file) => {
    const { properties } = json(`${SCHEMAS}/${file}`) as { properties: Record<string, Schema> };
    const telling = Object.entries(properties).filter(
      ([name, field]) => field['format'] !== 'uuid' && !(NAMED.includes(name) && field['type'] === 'string'),
    );
    expect(telling).toEqual([]);
  });

  it('are there', () => {
    expect(restricted.length).toBeGreaterThan(0);
  });
});

describe('the search for a leak', () => {
  class Preparation {
    @Text() remark: string;
    @Code({ description: 'Where the vial came from: the batch.' }) origin: string;
  }
  class Leaking {
    @Code() siteId: string;
    @Part(() => Preparation) preparation: Preparation;
    @Parts(() => Preparation) preparations: Preparation[];
    @Text() armCode: string;
  }

  it('finds a planted field in a class, by name and by description, at any depth', () => {
    expect(telling(fieldsOfClass(Leaking))).toEqual(['preparation.origin', 'preparations.origin', 'armCode']);
  });

  it('finds the planted fields that stand in a list', () => {
    class Looking {
      @Parts(() => Leaking) leaks: Leaking[];
      @Code() batch: string;
    }
    expect(namesInLists(Leaking)).toEqual(['remark', 'origin']);
    expect(namesInLists(Looking).filter((name) => TELLING.test(asWords(name)))).toEqual(['armCode']);
  });

  it('finds a planted field in a schema, in a list, behind a reference, and in the words of an enumeration', () => {
    const planted = {
      properties: {
        siteId: { type: 'string' },
        kitNumber: { type: 'string' },
        events: { type: 'array', items: { properties: { received: { enum: ['arm-a', 'arm-b'] } } } },
        details: { $ref: '#/components/schemas/Details' },
      },
    };
    const document = { components: { schemas: { Details: { properties: { treatmentGroup: {} } } } } };
    expect(telling(fieldsOf(planted, document))).toEqual(['kitNumber', 'events.received', 'details.treatmentGroup']);
  });

  it('finds a planted field in the committed OpenAPI document', () => {
    const document = structuredClone(json('libs/contracts/documents/openapi.json')) as {
      components: { schemas: Record<string, { properties: Record<string, object> }> };
    };
    const view = document.components.schemas['WorklistItem'];
    if (view) view.properties['plan'] = { type: 'string', description: 'The plan of the arm.' };
    expect(telling(fieldsOfDocument(document))).toContain('GET /v1/trials/{trialId}/worklist: items.plan');
  });

  it.each(['charm', 'harmful', 'alarm', 'kitchen', 'seedling', 'forearm', 'batched'])(
    'is not disturbed by %s',
    (word) => {
      expect(telling([{ path: word, says: word }])).toEqual([]);
    },
  );
});
