import { jest } from '@jest/globals';
import { BadRequestException, HttpException, Logger, NotFoundException, type ArgumentsHost } from '@nestjs/common';
import { Rejection } from '@trial/kernel';
import { ProblemDocumentFilter } from './problem-document.filter.js';

const TRACE = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';

/** What the filter answers when this is thrown. */
function answerTo(error: unknown) {
  const answer = { status: 0, headers: new Map<string, string>(), body: undefined as unknown };
  const reply = {
    status: (code: number) => ((answer.status = code), reply),
    header: (name: string, value: string) => (answer.headers.set(name, value), reply),
    send: (body: unknown) => void (answer.body = body),
  };
  const host = { switchToHttp: () => ({ getRequest: () => ({ trace: TRACE }), getResponse: () => reply }) };
  new ProblemDocumentFilter().catch(error, host as unknown as ArgumentsHost);
  return answer;
}

describe('whatever is thrown', () => {
  const log = jest.spyOn(Logger.prototype, 'error').mockImplementation(() => undefined);
  beforeEach(() => log.mockClear());
  afterAll(() => log.mockRestore());

  it.each<[string, unknown, number, string]>([
    ['a refusal', new Rejection('blinding-conflict', { field: 'role' }), 422, 'blinding-conflict'],
    ['a path nobody serves', new NotFoundException('Cannot GET /v2'), 404, 'not-found'],
    ['a body that is no JSON', new BadRequestException('Unexpected token'), 400, 'request-not-readable'],
    [
      'a body that is too large',
      Object.assign(new Error('too large'), { statusCode: 413 }),
      413,
      'request-not-readable',
    ],
    ['a limit that was passed', new HttpException('slow down', 429), 429, 'too-many-requests'],
    ['a server that is not ready', new HttpException('not ready', 503), 503, 'service-away'],
  ])('%s is answered as a problem', (_, error, status, code) => {
    const answer = answerTo(error);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([status, 'application/problem+json']);
    expect(answer.body).toMatchObject({ type: `/problems/${code}`, status, trace: TRACE });
    expect(log).not.toHaveBeenCalled();
  });

  it('says how to sign in when that is what is missing', () => {
    expect(answerTo(new Rejection('not-signed-in')).headers.get('www-authenticate')).toBe('Bearer');
    expect(answerTo(new Rejection('not-found')).headers.has('www-authenticate')).toBe(false);
  });

  it.each([new Error('password of the database is swordfish'), 'swordfish', { statusCode: 500, message: 'swordfish' }])(
    'what broke is in the log and not in the answer',
    (error) => {
      const answer = answerTo(error);
      expect(answer.body).toEqual({
        type: '/problems/fault',
        title: 'Something broke here; the trace leads to it',
        status: 500,
        trace: TRACE,
      });
      expect(log).toHaveBeenCalledTimes(1);
    },
  );
});
