import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import { instant, type Context } from '@trial/kernel';
import { ReproducibleIds, Transaction } from '@trial/persistence';
import { arm, armAll, disarm, disarmAll, meet } from './arm.js';
import { defineDeadline } from './deadline.js';

const answerDue = defineDeadline({
  name: 'safety.answer-due',
  payload: z.object({ trialId: z.string(), siteId: z.string(), questionId: z.uuid() }),
  key: ({ questionId }) => questionId,
});
const payload = { trialId: 'TRIAL', siteId: 'SITE', questionId: '0195a1f2-0000-7000-8000-000000000002' };
const dueAt = instant('2025-03-04T23:30:00Z');

const context: Context = {
  actor: 'person-1',
  role: 'investigator',
  organisation: 'site',
  trialId: 'TRIAL',
  sites: ['SITE'],
  zone: 'UTC',
  reason: 'command:ask',
  trace: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
  cause: 'key-1',
};

/** A transaction whose statements are kept, and answered with `ended` rows. */
function recording(ended: readonly object[] = []) {
  const statements: (readonly unknown[])[] = [];
  const manager = {
    query: (_: string, parameters: unknown[]) => {
      statements.push(parameters);
      return Promise.resolve([ended, ended.length]);
    },
  };
  const now = instant('2025-03-03T23:30:00Z');
  const tx = new Transaction(manager as unknown as EntityManager, new ReproducibleIds('seed'), context, now, 'safety');
  return { tx, statements };
}

describe('a deadline', () => {
  it('is armed under its name and key, with its payload, due date, whereabouts and trace', () => {
    const { tx, statements } = recording();
    arm(tx, answerDue, payload, dueAt);
    expect(statements).toEqual([
      [
        ...['safety.answer-due', context.trace, [expect.stringMatching(/^01955e58-4cc0-7/)], [payload.questionId]],
        ...[[JSON.stringify(payload)], ['2025-03-04T23:30:00Z'], ['TRIAL'], ['SITE']],
      ],
    ]);
    expect([...tx.leftBehind]).toEqual(['deadlines']);
  });

  it('is armed with others of its kind in one statement, and ended with them in one', async () => {
    const { tx, statements } = recording();
    const other = { ...payload, questionId: '0195a1f2-0000-7000-8000-000000000003' };
    const keys = [payload.questionId, other.questionId];
    armAll(tx, answerDue, [
      { payload, dueAt },
      { payload: other, dueAt: dueAt.add({ hours: 1 }) },
    ]);
    await disarmAll(tx, answerDue, [payload, other]);
    expect(statements).toEqual([
      [
        ...['safety.answer-due', context.trace, [expect.any(String), expect.any(String)], keys],
        ...[
          [JSON.stringify(payload), JSON.stringify(other)],
          ['2025-03-04T23:30:00Z', '2025-03-05T00:30:00Z'],
        ],
        ...[
          ['TRIAL', 'TRIAL'],
          ['SITE', 'SITE'],
        ],
      ],
      ['disarmed', '2025-03-03T23:30:00Z', 'safety.answer-due', keys],
    ]);
  });

  it('of which there are none leaves nothing behind', async () => {
    const { tx, statements } = recording();
    armAll(tx, answerDue, []);
    await disarmAll(tx, answerDue, []);
    expect([statements, [...tx.leftBehind]]).toEqual([[], []]);
  });

  it('is not armed with a payload that does not fit', () => {
    const { tx, statements } = recording();
    expect(() => {
      arm(tx, answerDue, { ...payload, questionId: 'the second' }, dueAt);
    }).toThrow(/questionId/);
    expect([statements, [...tx.leftBehind]]).toEqual([[], []]);
  });

  it.each([
    ['met', meet],
    ['disarmed', disarm],
  ] as const)('is %s at the instant of the write that ends it', async (status, end) => {
    const { tx, statements } = recording([{ id: '1' }]);
    expect(await end(tx, answerDue, payload)).toBe(true);
    expect(statements).toEqual([[status, '2025-03-03T23:30:00Z', 'safety.answer-due', [payload.questionId]]]);
  });

  it('that was not running has not been ended', async () => {
    expect(await meet(recording().tx, answerDue, payload)).toBe(false);
  });
});
