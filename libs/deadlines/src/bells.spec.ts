import { instant, instantAt } from '@trial/kernel';
import { bellsFor, lostWith } from './bells.js';
import type { DueRow } from './due-rows.js';

const due = (id: string, milliseconds: number): DueRow => ({
  id: `0195a1f2-0000-7000-8000-00000000000${id}`,
  name: 'safety.answer-due',
  key: 'key',
  dueMs: String(milliseconds),
  trialId: 'TRIAL',
  siteId: 'SITE',
  trace: '',
});

describe('the bells of what is due', () => {
  it('ring at once for what is due, once for each share', () => {
    const rows = [due('1', 900), due('3', 1_000), due('4', 950)];
    expect(bellsFor(rows, 1_000, instantAt(500))).toEqual([
      { bell: { after: 500, upTo: 1_000, share: '0123' }, jobId: 'due-1000-0123', delay: 0 },
      { bell: { after: 500, upTo: 1_000, share: '4567' }, jobId: 'due-1000-4567', delay: 0 },
    ]);
  });

  it('ring also while nothing is overdue yet, from a moment that Redis carries and Postgres reads', () => {
    const [{ bell } = { bell: undefined }] = bellsFor([due('1', 900)], 1_000, undefined);
    const carried = JSON.parse(JSON.stringify(bell)) as typeof bell;
    expect(carried).toEqual(bell);
    const after = instantAt(carried?.after ?? NaN);
    // Postgres reads no timestamp from before 4713 BC.
    expect(after.epochMilliseconds).toBeGreaterThan(instant('-004000-01-01T00:00:00Z').epochMilliseconds);
    expect(after.epochMilliseconds).toBeLessThan(900);
  });

  it('ring for what is ahead at the end of its tenth of a second, never before it is due', () => {
    const rows = [due('1', 2_000), due('1', 2_001), due('1', 2_100), due('1', 2_101)];
    expect(bellsFor(rows, 1_000, instantAt(500))).toEqual([
      { bell: { after: 1_900, upTo: 2_000, share: '0123' }, jobId: 'ahead-2000-0123', delay: 1_000 },
      { bell: { after: 2_000, upTo: 2_100, share: '0123' }, jobId: 'ahead-2100-0123', delay: 1_100 },
      { bell: { after: 2_100, upTo: 2_200, share: '0123' }, jobId: 'ahead-2200-0123', delay: 1_200 },
    ]);
  });

  it('name nothing of what they ring for but a few digits', () => {
    expect(JSON.stringify(bellsFor([due('7', 2_000)], 1_000, instantAt(500)))).not.toMatch(
      /0195a1f2|safety|key|TRIAL|SITE/,
    );
  });
});

describe('what is lost with Redis', () => {
  it.each([
    ['connection', Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' })],
    ['bells', Object.assign(new Error('Missing lock for job ahead-2000-0123'), { code: -2 })],
    ['bells', new Error('no answer from Redis within 1000 ms')],
  ])('is the %s', (lost, error) => {
    expect(lostWith(error)).toBe(lost);
  });
});
