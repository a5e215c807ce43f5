import { Rejection } from '@trial/kernel';
import {
  Choice,
  Code,
  Day,
  Dictionary,
  Flag,
  Identifier,
  Moment,
  Part,
  PartialDay,
  Parts,
  Quantity,
  Text,
  Whole,
  Words,
} from './fields.js';
import { defineCommand, defineQuery, pathParameters, readRequest } from './operation.js';
import { PageRequest } from './paging.js';

class Limits {
  @Quantity({ min: 0, max: 100 }) low: number;
}

class Measurement {
  @Code() analyte: string;
  @Part(() => Limits) limits: Limits;
}

/** One field of every kind. */
class RecordVisitCommand {
  @Identifier() visitId: string;
  @Code() visitCode: string;
  @Text({ min: 2, max: 10, optional: true }) remark?: string;
  @Moment({ optional: true }) startedAt?: string;
  @Day({ optional: true }) plannedOn?: string;
  @PartialDay({ optional: true }) onsetOn?: string;
  @Choice(['left', 'right'], { optional: true }) limb?: string;
  @Whole({ optional: true, min: 1, max: 5 }) grade?: number;
  @Quantity({ optional: true, min: 0 }) volume?: number;
  @Flag({ optional: true }) fasting?: boolean;
  @Dictionary({ optional: true }) answers?: Record<string, unknown>;
  @Words(['cells', 'placebo'], { optional: true, max: 2 }) causes?: string[];
  @Words(undefined, { optional: true }) flags?: string[];
  @Parts(() => Measurement, { optional: true, min: 1, max: 2 }) measurements?: Measurement[];
}

class Recorded {
  @Identifier() visitId: string;
}

const recordVisit = defineCommand({
  service: 'scheduling',
  name: 'record-visit',
  route: 'POST /trials/:trialId/visits/:visitId',
  summary: 'Records a visit',
  request: RecordVisitCommand,
  result: Recorded,
  roles: ['investigator'],
  rejections: [],
});

const listVisits = defineQuery({ ...recordVisit, name: 'list-visits', route: 'GET /visits', request: PageRequest });

const visitId = '0195a1f2-0000-7000-8000-000000000001';
const visit = { visitId, visitCode: 'W12' };

/** What a refused request is told: `field: rule`, one line per finding. */
function findingsOf(read: () => unknown): string[] {
  try {
    read();
  } catch (error) {
    if (!(error instanceof Rejection) || error.code !== 'request-not-readable') throw error;
    return (error.details.errors ?? [{ field: '', rule: error.details.rule ?? '' }]).map(
      ({ field, rule }) => `${field}: ${rule}`,
    );
  }
  return [];
}

const findingsIn = (fields: object): string[] => findingsOf(() => readRequest(recordVisit, { ...visit, ...fields }));

describe('a request', () => {
  it('is read as its class', () => {
    const request = readRequest(recordVisit, visit);
    expect(request).toBeInstanceOf(RecordVisitCommand);
    expect(request).toEqual(visit);
  });

  it('has its parts read as their classes', () => {
    const { measurements } = readRequest(recordVisit, {
      ...visit,
      measurements: [{ analyte: 'ALT', limits: { low: 5 } }],
    });
    expect(measurements?.[0]?.limits).toBeInstanceOf(Limits);
  });

  it.each([['text'], [7], [null], [undefined], [[visit]]])('is never %p', (raw) => {
    expect(findingsOf(() => readRequest(recordVisit, raw))).toEqual([': the request must be a JSON object']);
  });

  it('may not say what its contract does not know', () => {
    expect(findingsIn({ arm: 'A', role: 'administrator' })).toEqual([
      'arm: property arm should not exist',
      'role: property role should not exist',
    ]);
  });

  it('may not hide something in a part either', () => {
    expect(findingsIn({ measurements: [{ analyte: 'ALT', limits: { low: 5, high: 6 } }] })).toEqual([
      'measurements.0.limits.high: property high should not exist',
    ]);
  });

  it('is told the path of a field deep inside', () => {
    const measurements = [
      { analyte: 'ALT', limits: { low: 5 } },
      { analyte: '!', limits: { low: 101 } },
    ];
    expect(findingsIn({ measurements })).toEqual([
      'measurements.1.analyte: analyte must be a code (letters, digits, and . _ / - between them)',
      'measurements.1.limits.low: low must not be greater than 100',
    ]);
  });

  it('is told everything that is wrong, and the first of it on its own as well', () => {
    const read = () => readRequest(recordVisit, { visitId: 'W12', visitCode: '' });
    expect(findingsOf(read)).toEqual([
      'visitId: visitId must be a UUID',
      'visitCode: visitCode must be a code (letters, digits, and . _ / - between them)',
    ]);
    expect(read).toThrow('request-not-readable: visitId must be a UUID');
  });

  it.each([
    ['a zero byte', { remark: 'a\u0000b' }, 'remark'],
    ['half a character', { remark: 'a\ud800' }, 'remark'],
    ['a zero byte deep inside', { answers: { item1: ['a', { b: '\u0000' }] } }, 'answers.item1.1.b'],
    ['a zero byte in a name', { answers: { 'item\u0000': 1 } }, 'answers'],
  ])('may not hold %s, which no database could', (_, fields, field) => {
    expect(() => readRequest(recordVisit, { ...visit, ...fields })).toThrow(
      new Rejection('request-not-readable', { rule: `${field} must be well-formed text without U+0000` }),
    );
  });

  it('needs its mandatory fields', () => {
    expect(findingsOf(() => readRequest(recordVisit, { visitId }))).toEqual(
      expect.arrayContaining(['visitCode: visitCode must be a string']),
    );
  });
});

describe('a field', () => {
  it.each<[object]>([
    [{ remark: 'ok' }],
    [{ remark: '漢字 🫀' }],
    [{ startedAt: '2025-03-30T02:30:00+02:00' }],
    [{ startedAt: '2025-03-04T00:30:00.000Z' }],
    [{ plannedOn: '2024-02-29' }],
    [{ onsetOn: '2025' }],
    [{ onsetOn: '2025-03' }],
    [{ onsetOn: '2025-03-04' }],
    [{ limb: 'left' }],
    [{ grade: 1 }],
    [{ grade: 5 }],
    [{ volume: 0 }],
    [{ volume: 0.1 }],
    [{ fasting: false }],
    [{ answers: { item1: 3, item2: null } }],
    [{ causes: [] }],
    [{ causes: ['cells', 'placebo'] }],
    [{ flags: ['a-b', 'c.d'] }],
    [{ measurements: [{ analyte: 'a/b_c', limits: { low: 0 } }] }],
  ])('may say %j', (fields) => {
    expect(findingsIn(fields)).toEqual([]);
  });

  it.each<[object, string]>([
    [{ visitId: visitId.slice(1) }, 'visitId'],
    [{ visitCode: null }, 'visitCode'],
    [{ visitCode: '-W12' }, 'visitCode'],
    [{ visitCode: "W'12" }, 'visitCode'],
    [{ visitCode: 'W12\n' }, 'visitCode'],
    [{ visitCode: 'W'.repeat(65) }, 'visitCode'],
    [{ remark: 'x' }, 'remark'],
    [{ remark: 'calm and ok' }, 'remark'],
    [{ remark: 12 }, 'remark'],
    [{ startedAt: '2025-02-30T08:00:00Z' }, 'startedAt'],
    [{ startedAt: '2025-03-04T08:00:00' }, 'startedAt'],
    [{ startedAt: '2025-03-04' }, 'startedAt'],
    [{ startedAt: 1_741_044_600_000 }, 'startedAt'],
    [{ startedAt: '+275760-09-13T00:00:00Z' }, 'startedAt'],
    [{ startedAt: '-271821-04-20T00:00:00Z' }, 'startedAt'],
    [{ startedAt: '0000-01-01T00:00:00Z' }, 'startedAt'],
    [{ startedAt: '9999-12-31T23:59:59-01:00' }, 'startedAt'],
    [{ plannedOn: '2025-02-29' }, 'plannedOn'],
    [{ plannedOn: '2025-3-4' }, 'plannedOn'],
    [{ plannedOn: '0000-01-01' }, 'plannedOn'],
    [{ plannedOn: '2025-03-04T00:00:00Z' }, 'plannedOn'],
    [{ onsetOn: '2025-13' }, 'onsetOn'],
    [{ onsetOn: '0000' }, 'onsetOn'],
    [{ onsetOn: '2025-02-30' }, 'onsetOn'],
    [{ onsetOn: 2025 }, 'onsetOn'],
    [{ limb: 'both' }, 'limb'],
    [{ startedAt: null }, 'startedAt'],
    [{ grade: null }, 'grade'],
    [{ fasting: null }, 'fasting'],
    [{ answers: null }, 'answers'],
    [{ causes: null }, 'causes'],
    [{ measurements: null }, 'measurements'],
    [{ grade: 0 }, 'grade'],
    [{ grade: 6 }, 'grade'],
    [{ grade: 2.5 }, 'grade'],
    [{ volume: -0.1 }, 'volume'],
    [{ volume: Number.NaN }, 'volume'],
    [{ volume: Number.POSITIVE_INFINITY }, 'volume'],
    [{ volume: '1' }, 'volume'],
    [{ fasting: 'yes' }, 'fasting'],
    [{ answers: 'none' }, 'answers'],
    [{ answers: [1] }, 'answers'],
    [{ causes: ['disease'] }, 'causes'],
    [{ causes: ['cells', 'cells', 'cells'] }, 'causes'],
    [{ causes: 'cells' }, 'causes'],
    [{ flags: ['a b'] }, 'flags'],
    [{ measurements: [] }, 'measurements'],
    [{ measurements: 'ALT' }, 'measurements'],
  ])('may not say %j', (fields, field) => {
    expect(findingsIn(fields).map((finding) => finding.split(/[.:]/)[0])).toContain(field);
  });
});

describe('a number in a query string', () => {
  it.each([
    ['1', 1],
    ['200', 200],
  ])('%p is the whole number %d', (limit, expected) => {
    expect(readRequest(listVisits, { limit })).toEqual({ limit: expected });
  });

  it.each(['0', '201', '-1', '1.5', '1e2', '', ' 5', 'ten', '0x10'])('%p is no page size', (limit) => {
    expect(findingsOf(() => readRequest(listVisits, { limit }))).not.toEqual([]);
  });
});

describe('an operation', () => {
  it('has its subject from what it is, who answers and how it is called', () => {
    expect([recordVisit.subject, listVisits.subject]).toEqual([
      'command.scheduling.record-visit.v1',
      'query.scheduling.list-visits.v1',
    ]);
  });

  it('answers 201 and asks for no version, unless said otherwise', () => {
    expect(recordVisit).toMatchObject({ status: 201, ifMatch: false });
    expect(defineCommand({ ...recordVisit, status: 200, ifMatch: true })).toMatchObject({ status: 200, ifMatch: true });
  });

  it('names the parts of its path in order', () => {
    expect(pathParameters('GET /trials/:trialId/participants/:participantId/visits')).toEqual([
      'trialId',
      'participantId',
    ]);
    expect(pathParameters('GET /trials')).toEqual([]);
  });
});
