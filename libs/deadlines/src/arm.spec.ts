import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import { instant, type Context } from '@trial/kernel';
import { ReproducibleIds, Transaction } from '@trial/persistence';
import { arm, disarm, meet } from './arm.js';
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
        expect.stringMatching(/^01955e58-4cc0-7/),
        'safety.answer-due',
        payload.questionId,
        JSON.stringify(payload),
        '2025-03-04T23:30:00Z',
        'TRIAL',
        'SITE',
        context.trace,
      ],
    ]);
    expect([...tx.leftBehind]).toEqual(['deadlines']);
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
    expect(statements).toEqual([[status, '2025-03-03T23:30:00Z', 'safety.answer-due', payload.questionId]]);
  });

  it('that was not running has not been ended', async () => {
    expect(await meet(recording().tx, answerDue, payload)).toBe(false);
  });
});
