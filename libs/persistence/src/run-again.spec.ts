import { QueryFailedError, QueryRunnerAlreadyReleasedError, QueryRunnerProviderAlreadyReleasedError } from 'typeorm';
import { Rejection } from '@trial/kernel';
import { ConnectionLost, isConnectionLost, untilDone } from './run-again.js';

const failed = (code: string | undefined, message = 'failed'): QueryFailedError =>
  new QueryFailedError('insert', [], Object.assign(new Error(message), { code }));

describe('a lost connection', () => {
  it.each<[string, unknown, boolean]>([
    ['a session that was ended', failed('57P01'), true],
    ['a server that is starting', Object.assign(new Error('starting'), { code: '57P03' }), true],
    ['a socket that was reset', Object.assign(new Error('read'), { code: 'ECONNRESET' }), true],
    ['a socket that closed', failed(undefined, 'Connection terminated unexpectedly'), true],
    ['a session found dead', new QueryRunnerAlreadyReleasedError(), true],
    ['a session found dead by a repository', new QueryRunnerProviderAlreadyReleasedError(), true],
    ['a statement that was cancelled', failed('57014'), false],
    ['a broken constraint', failed('23505'), false],
    ['a refusal', new Rejection('not-found'), false],
    ['nothing', undefined, false],
  ])('is told from other errors: %s', (_, error, expected) => {
    expect(isConnectionLost(error)).toBe(expected);
  });
});

describe('work that is run again', () => {
  /** Fails with these, one attempt each, then succeeds; tells how many attempts were made, or what was thrown. */
  const outcomeOf = async (hasReceipt: boolean, ...errors: Error[]) => {
    let attempts = 0;
    const attempt = () => {
      const error = errors[attempts++];
      return error === undefined ? Promise.resolve(attempts) : Promise.reject(error);
    };
    return untilDone(attempt, { hasReceipt }).catch((error: unknown) => ({ attempts, error }));
  };
  const before = new ConnectionLost(false, undefined);
  const during = new ConnectionLost(true, undefined);
  const running = new Rejection('request-still-running');

  it.each<[string, boolean, Error[], number]>([
    ['a connection lost before the commit', false, [before], 2],
    ['a connection lost while committing, with a receipt', true, [during], 2],
    ['a dead session that still holds the key', true, [during, running, running], 4],
    ['a cancelled statement', false, [failed('57014')], 2],
  ])('after %s', async (_, hasReceipt, errors, attempts) => {
    expect(await outcomeOf(hasReceipt, ...errors)).toBe(attempts);
  });

  it.each<[string, boolean, Error[]]>([
    ['a connection lost while committing, without a receipt', false, [during]],
    ['a request that runs elsewhere', true, [running]],
    ['a refusal after a lost connection', true, [before, new Rejection('not-found')]],
    ['a fourth loss', true, [before, before, during, before]],
  ])('is not, after %s', async (_, hasReceipt, errors) => {
    expect(await outcomeOf(hasReceipt, ...errors)).toEqual({ attempts: errors.length, error: errors.at(-1) });
  });
});
