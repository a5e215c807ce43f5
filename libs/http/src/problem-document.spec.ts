import { rejectionCodes } from '@trial/contracts';
import { fault, problemOf } from './problem-document.js';

const TRACE = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';

describe('a problem document', () => {
  it('names the refusal, its status, the field, the rule and the trace', () => {
    expect(problemOf('not-found', { field: 'grantId', rule: 'no such grant in force' }, TRACE)).toEqual({
      type: '/problems/not-found',
      title: 'There is nothing here that you may see',
      status: 404,
      detail: 'no such grant in force',
      field: 'grantId',
      trace: TRACE,
    });
  });

  it('lists several findings at once', () => {
    const errors = [
      { field: 'onsetOn', rule: 'onsetOn must be an existing date' },
      { field: 'term', rule: 'term must be a code' },
    ];
    expect(problemOf('request-not-readable', { ...errors[0], errors })).toMatchObject({ status: 400, errors });
  });

  it('passes on no other fact of a refusal', () => {
    expect(problemOf('not-found', { participantId: '0195', arm: 'A' })).toEqual({
      type: '/problems/not-found',
      title: 'There is nothing here that you may see',
      status: 404,
    });
  });

  it.each(Object.keys(rejectionCodes))('exists for %s', (code) => {
    expect(problemOf(code)).toMatchObject({ type: `/problems/${code}`, status: expect.any(Number) });
  });

  it.each(['no-such-code', 'toString', '__proto__', 'constructor'])(
    'for %s, which is our own mistake, is a fault',
    (code) => {
      expect(problemOf(code, { rule: 'a secret' }, TRACE)).toEqual(fault(TRACE));
    },
  );

  it('of a fault says nothing but where to look', () => {
    expect(fault(TRACE)).toEqual({
      type: '/problems/fault',
      title: 'Something broke here; the trace leads to it',
      status: 500,
      trace: TRACE,
    });
    expect(Object.keys(fault())).toEqual(['type', 'title', 'status']);
  });
});
