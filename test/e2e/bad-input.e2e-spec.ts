import {
  fieldsOf,
  operations,
  pathParameters,
  roles,
  services,
  type FieldSchema,
  type Operation,
} from '@trial/contracts';
import { REPOSITORY } from '../architecture/run-tools.js';
import { trialFacts } from '../rehearsal/trial-facts.mjs';
import { eventually } from '../support/eventually.js';
import { callOf, exampleOf, MADE_UP, type Known } from './example-request.js';
import { personOf, startWholePlatform, type Answer, type Call, type WholePlatform } from './whole-platform.js';

// What operations ask is the same of every service: one of them stands for all.
const chosen = operations.filter(({ service, route }) => !route.includes('/ops/') || service === 'gateway');
const named = chosen.map((operation) => ({ ...operation, what: `${operation.service} ${operation.name}` }));
/** So that odd values reach tables, and not only the first rule that finds nobody. */
async function somebodyKnown(platform: WholePlatform): Promise<Known> {
  const { consentVersion, dataUses, sites } = trialFacts(REPOSITORY);
  const known: Known = {
    ...{ consentVersion, dataUses, sites, sex: 'female', yearOfBirth: 1970, consentedAt: '2025-03-03T08:00:00Z' },
    ...{ analyte: 'alt', value: '30', unit: 'U/L', low: 5, high: 45, lloq: 1, uloq: 1_000 },
    ...{ term: 'headache', grade: 2, seriousness: [], outcome: 'unknown', onsetOn: '2025-03', endedOn: '2025-04' },
    ...{ onsetAt: '2025-03-03T08:00:00Z', awareAt: '2025-05-01T08:00:00Z', cause: 'participant-unable' },
    ...{ role: 'monitor', zone: 'Europe/Amsterdam', language: 'nl' },
  };
  const said = async (name: string, more: Known) => {
    const operation = operations.find((candidate) => candidate.name === name);
    if (!operation) throw new Error(`there is no ${name}`);
    const answer = await platform.call('investigator-umcu', callOf(operation, exampleOf(operation.request, more)));
    if (answer.status !== 201) throw new Error(`${name}: ${answer.text}`);
    return answer.body;
  };
  const { participantId } = await said('screen-participant', known);
  await said('record-consent', { ...known, participantId });
  const { resultId } = await eventually(() => said('record-result', { ...known, participantId }));
  const { adverseEventId } = await eventually(() => said('report-adverse-event', { ...known, participantId }));
  return { ...known, participantId, resultId, adverseEventId };
}

const isWrite = ({ kind }: Operation) => kind === 'command';

/** Values no field expects, and values some field expects but for one thing. */
const ODD_VALUES: readonly unknown[] = [
  null,
  true,
  -1,
  0,
  1e308,
  2 ** 53,
  '',
  ' ',
  [],
  [[]],
  [null],
  {},
  { a: { b: {} } },
  'a'.repeat(5_000),
  '\u0000',
  'a\u0000b',
  '\ud800',
  '🫀',
  "'; drop table participant; --",
  '${jndi:ldap://x}',
  '2025-02-30',
  '2025-02-30T08:00:00Z',
  '2025-03-30T02:30:00+99:99',
  '2025-13',
  '0000-00-00',
  '+275760-09-13T00:00:00Z',
  '-271821-04-20T00:00:00Z',
  '9999-12-31T23:59:59.999999999Z',
];

/** Bodies that are no request. */
const ODD_BODIES: readonly string[] = [
  '',
  'null',
  'true',
  '7',
  '"text"',
  '[]',
  '[{}]',
  '{',
  '{"a":1}}',
  '{"__proto__":{"roles":["administrator"]}}',
  '{"constructor":{"prototype":{"a":1}}}',
  '{"toString":1,"hasOwnProperty":2}',
  `${'['.repeat(5_000)}${']'.repeat(5_000)}`,
  `{"a":"${'a'.repeat(300_000)}"}`,
  '\ufeff{}',
  '{"reason":"one","reason":"two"}',
];

const ODD_PATH_PARTS = [
  '%00',
  '%',
  '..%2f..',
  'not-a-uuid',
  'a'.repeat(2_000),
  '%F0%9F%AB%80',
  '%ff',
  '-1',
  MADE_UP.toUpperCase(),
];

describe('what nobody should send', () => {
  let platform: WholePlatform;
  let known: Known = {};
  beforeAll(async () => {
    platform = await startWholePlatform();
    for (const role of roles)
      await platform.grant(personOf(role), role, role === 'participant' ? { participantId: MADE_UP } : {});
    known = await somebodyKnown(platform);
  });
  afterAll(() => platform.stop());

  /** Sends them all, eight at a time, and answers in order. */
  async function sendAll(operation: Operation, calls: readonly Call[]): Promise<readonly (readonly [Call, Answer])[]> {
    const [role] = operation.roles;
    const answers: (readonly [Call, Answer])[] = [];
    for (let index = 0; index < calls.length; index += 8)
      answers.push(
        ...(await Promise.all(
          calls
            .slice(index, index + 8)
            .map(async (call) => [call, await platform.call(role ? personOf(role) : undefined, call)] as const),
        )),
      );
    return answers;
  }

  it.each(named)('$what: breaks nothing with a field that has another value', async (operation) => {
    const example = exampleOf(operation.request, known);
    const calls = fieldsInside(operation).flatMap(({ name }) =>
      ODD_VALUES.map((value) => callOf(operation, { ...example, [name]: value })),
    );
    expect((await sendAll(operation, calls)).flatMap(broken)).toEqual([]);
  });

  it.each(named)('$what: breaks nothing with an odd path', async (operation) => {
    const call = callOf(operation, exampleOf(operation.request, known));
    const [, route = ''] = operation.route.split(' ');
    const calls = pathParameters(operation.route).flatMap((odd) =>
      ODD_PATH_PARTS.map((part) => ({
        ...call,
        path: route.replace(/:([A-Za-z]+)/g, (_, name) =>
          name === odd ? part : name === 'trialId' ? 'MANUS' : MADE_UP,
        ),
      })),
    );
    expect((await sendAll(operation, calls)).flatMap(broken)).toEqual([]);
  });

  it.each(named.filter(isWrite))('$what: breaks nothing with a body that is no request', async (operation) => {
    const call = callOf(operation, exampleOf(operation.request, known));
    const calls = [
      ...ODD_BODIES.map((raw) => ({ ...call, raw })),
      { ...call, headers: { ...call.headers, 'content-type': 'text/plain' } },
      { ...call, headers: { ...call.headers, 'content-type': 'application/xml' } },
      { ...call, headers: { ...call.headers, 'idempotency-key': 'ä' } },
      { ...call, headers: { ...call.headers, 'if-match': '*' } },
      { ...call, headers: { ...call.headers, traceparent: '00-zz-zz-zz' } },
    ];
    expect((await sendAll(operation, calls)).flatMap(broken)).toEqual([]);
  });

  it.each(named)('$what refuses a field it does not know, and names it', async (operation) => {
    const request = { ...exampleOf(operation.request, known), unheardOf: 'x' };
    const [[, answer] = []] = await sendAll(operation, [callOf(operation, request)]);
    expect(answer).toMatchObject({ status: 400, body: { type: '/problems/request-not-readable', field: 'unheardOf' } });
  });

  const required = named
    .filter(isWrite)
    .map((operation) => ({
      ...operation,
      fields: fieldsInside(operation).flatMap(({ name, required }) => (required ? [name] : [])),
    }))
    .filter(({ fields }) => fields.length > 0);

  it.each(required)('$what refuses a missing field, and names it', async (operation) => {
    const example = exampleOf(operation.request, known);
    const { fields } = operation;
    const calls = fields.map((name) => callOf(operation, { ...example, [name]: undefined }));
    for (const [index, [, { status, body, text }]] of (await sendAll(operation, calls)).entries())
      expect([status, body['field'], text]).toEqual([400, fields[index], text]);
  });

  const dated = named
    .filter(isWrite)
    .map((operation) => ({ ...operation, dates: datesOf(operation) }))
    .filter(({ dates }) => dates.length > 0);

  it.each(dated)('$what refuses a day that does not exist, and names the field', async (operation) => {
    const example = exampleOf(operation.request, known);
    const { dates } = operation;
    const calls = dates.map(({ name, impossible }) => callOf(operation, { ...example, [name]: impossible }));
    for (const [index, [, { status, body, text }]] of (await sendAll(operation, calls)).entries())
      expect([status, body['field'], text]).toEqual([400, dates[index]?.name, text]);
  });

  it('left every service ready, with nothing parked', async () => {
    for (const service of services) {
      const { status, body } = await platform.call('administrator', { method: 'GET', path: `/ops/${service}/status` });
      expect([service, status, body['parked']]).toEqual([service, 200, 0]);
    }
  });
});

/** Fields that the path and the headers do not say. */
function fieldsInside(operation: Operation): readonly (FieldSchema & { readonly name: string })[] {
  const outside = [...pathParameters(operation.route), 'expectedVersion'];
  return [...fieldsOf(operation.request)].flatMap(([name, schema]) =>
    outside.includes(name) ? [] : [{ ...schema, name }],
  );
}

/** Fields of the body that hold a moment, a day or a part of one, each with a value that looks like it. */
function datesOf(operation: Operation): readonly { name: string; impossible: string }[] {
  return fieldsInside(operation).flatMap(({ name, format, pattern }) => {
    if (format === 'date-time') return [{ name, impossible: '2025-02-30T08:00:00Z' }];
    if (format === 'date') return [{ name, impossible: '2025-02-30' }];
    return typeof pattern === 'string' && pattern.startsWith('^\\d{4}') ? [{ name, impossible: '2025-13' }] : [];
  });
}

const INSIDE = /\n\s+at |node_modules|\.[jt]s:\d+|QueryFailed|syntax error at|invalid byte sequence/;

/** What is wrong with an answer: a 5xx, a refusal that is no problem document, or one that shows a stack, a statement or a file. */
function broken([{ method, path, raw, body }, { status, headers, text }]: readonly [Call, Answer]): readonly string[] {
  const sent = `${method} ${path.slice(0, 120)} ${(raw ?? JSON.stringify(body ?? null)).slice(0, 300)}`;
  const type = headers.get('content-type')?.split(';')[0] ?? 'no type';
  return [
    ...(status >= 500 ? [`${status} ${text} to ${sent}`] : []),
    ...(status >= 400 && type !== 'application/problem+json' ? [`${status} as ${type} to ${sent}`] : []),
    ...(INSIDE.test(text) ? [`${text} to ${sent}`] : []),
  ];
}
