import { breakCode, operationsOf, readCase, submitRegulatorVersion } from '@trial/contracts';
import { loudnessOf } from './request-line.js';

describe('the log of requests', () => {
  it.each([
    ['a request', readCase, 200, 'log'],
    ['a code break, which is told whatever it showed', breakCode, 201, 'log'],
    ['a case that goes to a regulator', submitRegulatorVersion, 201, 'silent'],
    ['a case that is refused there', submitRegulatorVersion, 409, 'silent'],
    ['a look of operations, also at the unblinded module', operationsOf('unblinded').status, 200, 'debug'],
    ['a look that failed', operationsOf('unblinded').status, 503, 'log'],
  ])('has of %s what it may have', (_, operation, status, loudness) => {
    expect(loudnessOf(operation, status)).toBe(loudness);
  });
});
