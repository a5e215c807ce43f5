import { submissionsConfig } from './submissions.config.js';

const push = (url: string, id = 'EXAMPLE') => ({ kind: 'push', id, url });
const read = (receivers: unknown, more: Record<string, string> = {}) =>
  submissionsConfig.safeParse({
    SUBMISSION_RECEIVERS: typeof receivers === 'string' ? receivers : JSON.stringify(receivers),
    ...more,
  });

describe('the receivers of cases', () => {
  it('are none unless they are said', () => {
    expect(submissionsConfig.parse({}).SUBMISSION_RECEIVERS).toEqual([]);
  });

  it.each<[string, unknown, Record<string, string>]>([
    ['no JSON', 'example', {}],
    ['no list', {}, {}],
    ['an address of another kind', [push('ftp://receiver.example')], {}],
    ['a folder that depends on where one is', [{ kind: 'folder', id: 'EXAMPLE', folder: 'cases' }], {}],
    ['two of one id', [push('https://one.example'), push('https://two.example')], {}],
    ['an answer within part of an hour', [{ ...push('https://one.example'), answerWithinHours: 0.5 }], {}],
    ['an answer within no time', [{ ...push('https://one.example'), answerWithinHours: 0 }], {}],
    ['a field nobody reads', [{ ...push('https://one.example'), secret: 'x' }], {}],
    ['cases in clear where people are treated', [push('http://one.example')], { NODE_ENV: 'production' }],
    ['a lease that ends before the try', [], { SUBMISSION_LEASE_MS: '1000', SUBMISSION_TIMEOUT_MS: '1000' }],
    ['pauses of no length', [], { SUBMISSION_RETRY_MS: '100,0' }],
  ])('are refused with %s', (_, receivers, more) => {
    expect(read(receivers, more).success).toBe(false);
  });

  it('say what is wrong with part of an hour', () => {
    const { error } = read([{ ...push('https://one.example'), answerWithinHours: 36.5 }]);
    expect(error?.issues).toMatchObject([
      { path: ['SUBMISSION_RECEIVERS', 0, 'answerWithinHours'], message: 'must be whole hours' },
    ]);
  });

  it('may be pushed to in clear in a rehearsal, and with https anywhere', () => {
    expect(read([push('http://127.0.0.1:1')]).success).toBe(true);
    expect(read([push('https://one.example')], { NODE_ENV: 'production' }).success).toBe(true);
  });
});
