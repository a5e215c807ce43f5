import fc from 'fast-check';
import { Rejection } from '@trial/kernel';
import { answerQuery, closeQuery, openQuery, queryOpeners, reopenQuery, type Query, type QueryAct } from './query.js';

const asked = openQuery('query-1', { adverseEventId: 'event-1', field: 'grade', openerRole: 'monitor' }, 'entry-1');
const refusal = (code: string) => expect.objectContaining({ code }) as Error;

describe('a query', () => {
  it('is asked, answered, not good enough, answered again and closed', () => {
    expect(asked).toMatchObject({ state: 'open', askId: 'entry-1', answerId: null });
    const answered = answerQuery(asked, 'entry-2');
    expect(answered).toMatchObject({ state: 'answered', askId: 'entry-1', answerId: 'entry-2' });
    const again = reopenQuery(answered, 'monitor', 'entry-3');
    expect(again).toMatchObject({ state: 'open', askId: 'entry-3', answerId: null });
    const closed = closeQuery(answerQuery(again, 'entry-4'), 'monitor');
    expect(closed).toMatchObject({ state: 'closed', askId: 'entry-3', answerId: 'entry-4' });
    expect(reopenQuery(closed, 'monitor', 'entry-5')).toMatchObject({
      state: 'open',
      askId: 'entry-5',
      answerId: null,
    });
  });

  it('may be closed without an answer by who asked, and by nobody else', () => {
    expect(closeQuery(asked, 'monitor')).toMatchObject({ state: 'closed', answerId: null });
    for (const role of ['data-manager', 'safety-physician', 'investigator']) {
      expect(() => closeQuery(asked, role)).toThrow(refusal('not-your-query'));
      expect(() => reopenQuery(closeQuery(asked, 'monitor'), role, 'x')).toThrow(refusal('not-your-query'));
    }
  });

  it('is answered once for each asking', () => {
    expect(() => answerQuery(answerQuery(asked, 'entry-2'), 'x')).toThrow(refusal('query-not-open'));
    expect(() => answerQuery(closeQuery(asked, 'monitor'), 'x')).toThrow(refusal('query-not-open'));
    expect(() => closeQuery(closeQuery(asked, 'monitor'), 'monitor')).toThrow(refusal('query-closed'));
    expect(() => reopenQuery(asked, 'monitor', 'x')).toThrow(refusal('query-still-open'));
  });

  it('goes by these steps alone, whoever tries what in whichever order', () => {
    const steps = fc.array(
      fc.record({
        act: fc.constantFrom<QueryAct>('answered', 'closed', 'reopened'),
        role: fc.constantFrom(...queryOpeners),
      }),
      { maxLength: 30 },
    );
    const allowed: Readonly<Record<Query['state'], readonly QueryAct[]>> = {
      open: ['answered', 'closed'],
      answered: ['closed', 'reopened'],
      closed: ['reopened'],
    };
    const leadsTo = { answered: 'answered', closed: 'closed', reopened: 'open', opened: 'open' } as const;
    fc.assert(
      fc.property(fc.constantFrom(...queryOpeners), steps, (openerRole, tried) => {
        let query: Query = { ...asked, openerRole };
        tried.forEach(({ act, role }, index) => {
          const before = query;
          const mayAct = act === 'answered' || role === openerRole;
          const after = attempt(before, act, role, `entry-${index + 2}`);
          expect(after !== null).toBe(mayAct && allowed[before.state].includes(act));
          if (after === null) return;
          query = after;
          expect(query).toEqual({
            ...before,
            state: leadsTo[act],
            ...(act === 'answered' ? { answerId: `entry-${index + 2}` } : {}),
            ...(act === 'reopened' ? { askId: `entry-${index + 2}`, answerId: null } : {}),
          });
        });
      }),
    );
  });
});

/** What a step makes of a query; null when it is refused. */
function attempt(query: Query, act: QueryAct, role: string, entryId: string): Query | null {
  try {
    if (act === 'answered') return answerQuery(query, entryId);
    return act === 'closed' ? closeQuery(query, role) : reopenQuery(query, role, entryId);
  } catch (error) {
    expect(error).toBeInstanceOf(Rejection);
    return null;
  }
}
