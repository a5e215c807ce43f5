import { createHash } from 'node:crypto';
import { comparableLook, LOOKS } from './operations-looks.mjs';

const answer = (path: string, body: object) => ({
  path,
  status: 200,
  headers: { 'content-type': 'application/json', 'content-length': '10' },
  text: JSON.stringify(body),
});
const bodyOf = (path: string, body: object): unknown => JSON.parse(comparableLook(answer(path, body)).text);

const ID = '0190a5f0-1111-7222-8333-444455556666';
const AUDIT = '/ops/safety/audit-verification';
const PROGRESS = '/ops/safety/progress';
const CLOCK = '/ops/trial-clock';
const audit = (more: object = {}) => ({ intact: true, entries: 9, blocks: 2, head: 'a'.repeat(64), ...more });
const mark = (more: object = {}) => ({ sequence: 7, eventId: ID, type: 'lab.result.recorded.v1', ...more });

/** Per look: two answers of one state of the trial, and answers with something hidden in what is masked. */
const CANARIES: readonly { path: string; honest: readonly [object, object]; leaking: readonly object[] }[] = [
  {
    path: AUDIT,
    honest: [audit(), audit({ blocks: 14, head: 'b'.repeat(64) })],
    leaking: [audit({ entries: 10 }), audit({ blocks: '2 b' }), audit({ head: `${'a'.repeat(64)}b` })],
  },
  {
    path: PROGRESS,
    honest: [
      { sentInAll: 2, sent: [mark(), mark({ sequence: 8 })] },
      { sentInAll: 2, sent: [mark({ sequence: 8 }), mark()] },
    ],
    leaking: [
      { sentInAll: 3, sent: [mark(), mark()] },
      { sentInAll: 2, sent: [mark({ product: 'b' }), mark()] },
      { sentInAll: 2, sent: [mark({ type: 'bag of cells' }), mark()] },
    ],
  },
  {
    path: CLOCK,
    honest: [
      { confirmations: [{ instance: 'safety-1', revision: 5 }] },
      { confirmations: [{ instance: 'safety-1', revision: 6 }] },
    ],
    leaking: [{ confirmations: [{ instance: 'safety-b', revision: 5 }] }],
  },
];

describe("what is masked in operations' looks", () => {
  it('keeps an ETag that is not the hash of the body', () => {
    const look = answer(CLOCK, { now: '2025-01-06T07:00:00Z', confirmations: [] });
    const etagOf = (etag: string) => comparableLook({ ...look, headers: { ...look.headers, etag } }).headers['etag'];
    const honest = `"${createHash('sha256').update(look.text).digest('base64url')}"`;
    expect(etagOf(honest)).toBeUndefined();
    expect(etagOf(`W/${honest}`)).toBe(`W/${honest}`);
    expect(etagOf('"another"')).toBe('"another"');
  });

  it('has a canary for every look', () => {
    for (const { path } of LOOKS) expect(CANARIES.some((canary) => path.test(canary.path))).toBe(true);
    expect(CANARIES).toHaveLength(LOOKS.length);
  });

  it.each(CANARIES)('$path: an honest difference is not seen, one hidden in it is', ({ path, honest, leaking }) => {
    const [one, other] = honest;
    expect(bodyOf(path, one)).toEqual(bodyOf(path, other));
    for (const leak of leaking) expect(bodyOf(path, leak)).not.toEqual(bodyOf(path, one));
  });

  it('leaves every other answer as it is, and every refusal', () => {
    const other = answer('/trials/T/participants', { items: [] });
    expect(comparableLook(other)).toBe(other);
    const refused = { ...answer(AUDIT, { type: '/problems/not-found' }), status: 404 };
    expect(comparableLook(refused)).toBe(refused);
  });
});
