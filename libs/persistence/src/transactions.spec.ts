import { QueryFailedError } from 'typeorm';
import { isConflict } from './transactions.js';

const broken = (code: string, constraint: string): QueryFailedError =>
  new QueryFailedError('insert', [], Object.assign(new Error('refused'), { code, constraint }));

describe('a conflict', () => {
  it.each<[string, unknown, boolean]>([
    ['this constraint, broken', broken('23505', 'access_grant_once'), true],
    ['another constraint', broken('23505', 'participant_code_once'), false],
    ['a check instead of uniqueness', broken('23514', 'access_grant_once'), false],
    ['an error of another making', new Error('access_grant_once'), false],
    ['nothing', undefined, false],
  ])('of a named constraint: %s', (_, error, expected) => {
    expect(isConflict(error, 'access_grant_once')).toBe(expected);
  });
});
