import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import asyncApi from '@asyncapi/parser';
import { Validator } from '@seriousme/openapi-schema-validator';
import { narrowings, narrowingsOfFolders } from '../../deploy/contracts/narrowing.mjs';
import { REPOSITORY } from './run-tools.js';

const SCHEMAS = join(REPOSITORY, 'libs/contracts/schemas');
/** The severity of a finding that makes a document invalid. */
const ERROR = 0;
const documentAt = (name: string) =>
  JSON.parse(readFileSync(join(REPOSITORY, 'libs/contracts/documents', name), 'utf8')) as object;

describe('the OpenAPI document', () => {
  const validate = (document: object) => new Validator().validate(document as Record<string, unknown>);

  it('is valid OpenAPI 3.1', async () => {
    const document = documentAt('openapi.json') as { openapi: string };
    expect(document.openapi).toMatch(/^3\.1\./);
    expect(await validate(document)).toEqual({ valid: true });
  });

  it('would not be, with a response that has no description', async () => {
    const { openapi, info } = documentAt('openapi.json') as Record<string, unknown>;
    const small = (answer: object) => ({ openapi, info, paths: { '/v1': { get: { responses: { 200: answer } } } } });
    expect(await validate(small({ description: 'here you are' }))).toEqual({ valid: true });
    expect(await validate(small({}))).toMatchObject({ valid: false });
  });
});

describe('the AsyncAPI document', () => {
  const errorsIn = async (document: object) => {
    const parser = new asyncApi.Parser();
    const findings: readonly { severity: number; message: string }[] = await parser.validate(JSON.stringify(document));
    return findings.filter(({ severity }) => severity === ERROR).map(({ message }) => message);
  };

  it('is valid AsyncAPI 3', async () => {
    expect(await errorsIn(documentAt('asyncapi.json'))).toEqual([]);
  });

  it('would not be, with an operation on a channel that is not there', async () => {
    const { asyncapi, info } = documentAt('asyncapi.json') as Record<string, unknown>;
    const operations = { 'send-nothing': { action: 'send', channel: { $ref: '#/channels/nowhere' } } };
    expect(await errorsIn({ asyncapi, info, operations })).not.toEqual([]);
  });

  it('has one channel for every committed schema of an open event, with that schema as its data', () => {
    const { components } = documentAt('asyncapi.json') as {
      components: { messages: Record<string, { name: string; payload: { properties: { data: object } } }> };
    };
    const described = Object.fromEntries(
      Object.values(components.messages).map(({ name, payload }) => [name, payload.properties.data]),
    );
    const open = readdirSync(SCHEMAS).filter((file) => !file.startsWith('restricted.'));
    const committed = Object.fromEntries(
      open.map((file) => [
        file.replace(/\.json$/, ''),
        JSON.parse(readFileSync(join(SCHEMAS, file), 'utf8')) as object,
      ]),
    );
    expect(described).toEqual(committed);
  });
});

const schema = {
  type: 'object',
  properties: {
    siteId: { type: 'string' },
    grade: { type: 'integer' },
    status: { type: 'string', enum: ['low', 'high'] },
    range: { type: 'object', properties: { low: { type: 'number' } } },
    causes: { type: 'array', items: { type: 'string', enum: ['cells', 'procedure'] } },
    number: { anyOf: [{ type: 'number' }, { type: 'null' }] },
  },
  required: ['siteId', 'status'],
};
type Schema = typeof schema;
const changed = (change: (properties: Record<string, object>, whole: { required: string[] }) => void): Schema => {
  const copy = structuredClone(schema);
  change(copy.properties, copy);
  return copy;
};

describe('a schema that was published', () => {
  it.each<[string, Schema, string[]]>([
    [
      'a required field is added',
      changed((_, whole) => whole.required.push('grade')),
      ['data.grade: required field added'],
    ],
    [
      'a field readers lean on becomes optional',
      changed((_, whole) => whole.required.pop()),
      ['data.status: no longer certain to be there'],
    ],
    ['a property is removed', changed((fields) => delete fields['grade']), ['data.grade: property removed']],
    [
      'a type changes',
      changed((fields) => (fields['grade'] = { type: 'string' })),
      ['data.grade: type changed from integer to string'],
    ],
    [
      'a number becomes whole',
      changed((fields) => (fields['range'] = { type: 'object', properties: { low: { type: 'integer' } } })),
      ['data.range.low: type changed from number to integer'],
    ],
    [
      'an enum value is removed',
      changed((fields) => (fields['status'] = { type: 'string', enum: ['low'] })),
      ['data.status: enum value high removed'],
    ],
    [
      'an enum value is removed inside a list',
      changed((fields) => (fields['causes'] = { type: 'array', items: { type: 'string', enum: ['cells'] } })),
      ['data.causes[]: enum value procedure removed'],
    ],
    [
      'free text becomes a closed list',
      changed((fields) => (fields['siteId'] = { type: 'string', enum: ['A', 'B'] })),
      ['data.siteId: only A, B are left'],
    ],
    [
      'an alternative is removed',
      changed((fields) => (fields['number'] = { type: 'number' })),
      ['data.number: type changed from null to number'],
    ],
    [
      'a nested property is removed',
      changed((fields) => (fields['range'] = { type: 'object', properties: {} })),
      ['data.range.low: property removed'],
    ],
  ])('is narrower when %s', (_, after, findings) => {
    expect(narrowings(schema, after)).toEqual(findings);
  });

  it.each<[string, Schema]>([
    ['nothing changes', schema],
    ['an optional field is added', changed((fields) => (fields['words'] = { type: 'string' }))],
    [
      'a word joins a list',
      changed((fields) => (fields['status'] = { type: 'string', enum: ['low', 'high', 'normal'] })),
    ],
    ['a whole number may be any number', changed((fields) => (fields['grade'] = { type: 'number' }))],
    [
      'an optional field is told apart',
      changed((fields) => (fields['grade'] = { anyOf: [{ type: 'integer' }, { type: 'null' }] })),
    ],
  ])('is not narrower when %s', (_, after) => {
    expect(narrowings(schema, after)).toEqual([]);
  });
});

describe('the committed event schemas', () => {
  const folders: string[] = [];
  const folder = () => {
    const made = mkdtempSync(join(tmpdir(), 'schemas-'));
    folders.push(made);
    return made;
  };
  afterAll(() => {
    for (const made of folders) rmSync(made, { recursive: true, force: true });
  });

  it('are no narrower than they were at the revision this change starts from', () => {
    const before = folder();
    const revision = process.env['CONTRACTS_SINCE'] ?? 'HEAD';
    const git = (...args: string[]) =>
      execFileSync('git', args, { cwd: REPOSITORY, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    const files = committedAt(revision, git);
    for (const file of files)
      writeFileSync(join(before, file), git('show', `${revision}:libs/contracts/schemas/${file}`));
    expect(narrowingsOfFolders(before, SCHEMAS)).toEqual([]);
  });

  const files = readdirSync(SCHEMAS);
  const committed = (file: string) => JSON.parse(readFileSync(join(SCHEMAS, file), 'utf8')) as typeof schema;

  it.each(files)('%s cannot lose a field', (file) => {
    const { properties, required } = committed(file);
    for (const name of Object.keys(properties)) {
      const { [name]: _, ...rest } = properties as Record<string, object>;
      expect(narrowings({ properties, required }, { properties: rest, required })).toEqual([
        `data.${name}: property removed`,
      ]);
    }
  });

  it('refuses a folder in which one narrowed and one is gone', () => {
    const after = folder();
    cpSync(SCHEMAS, after, { recursive: true });
    const [one = '', other = ''] = files;
    const narrowed = committed(one);
    writeFileSync(join(after, one), JSON.stringify({ ...narrowed, required: [...narrowed.required, 'reason'] }));
    rmSync(join(after, other));
    const typeOf = (file: string) => file.replace(/\.json$/, '');
    expect(narrowingsOfFolders(SCHEMAS, after)).toEqual([
      `${typeOf(one)}: data.reason: required field added`,
      `${typeOf(other)}: removed`,
    ]);
  });
});

/** Schemas at a revision; none where there is no history to compare with (an unpacked archive). */
function committedAt(revision: string, git: (...args: string[]) => string): readonly string[] {
  try {
    return git('ls-tree', '--name-only', `${revision}:libs/contracts/schemas`).split('\n').filter(Boolean);
  } catch {
    return [];
  }
}
