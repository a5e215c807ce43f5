import type { Expectedness } from './expectedness.js';
import { expectednessSince, stateExpectedness } from './sponsor-expectedness.js';

const derived = (expectedness: Expectedness['expectedness']): Expectedness => ({
  ...{ expectedness, versions: ['1'], because: expectedness === 'expected' ? 'listed' : 'not-listed' },
  ...{ causes: ['cells'], entries: [] },
});

describe('what the sponsor judges at the receipt', () => {
  it.each([
    [undefined, 'expected', { expectedness: 'expected', stated: null }],
    [undefined, 'unexpected', { expectedness: 'unexpected', stated: null }],
    ['expected', 'expected', { expectedness: 'expected', stated: 'expected' }],
    ['unexpected', 'expected', { expectedness: 'unexpected', stated: 'unexpected' }],
    ['unexpected', 'unexpected', { expectedness: 'unexpected', stated: 'unexpected' }],
  ] as const)('%s, where the reference says %s', (stated, says, judged) => {
    expect(stateExpectedness(stated, derived(says))).toEqual(judged);
  });

  it('is never expected where the reference says otherwise', () => {
    expect(() => stateExpectedness('expected', derived('unexpected'))).toThrow(
      expect.objectContaining({ code: 'reference-says-unexpected' }),
    );
  });

  it('is for the sponsor to say where there is no reference, and must be said', () => {
    expect(stateExpectedness('expected', null)).toEqual({ expectedness: 'expected', stated: 'expected' });
    expect(() => stateExpectedness(undefined, null)).toThrow(expect.objectContaining({ code: 'expectedness-missing' }));
  });
});

describe('what counts of an event that changed since', () => {
  const said = (expectedness: Expectedness['expectedness'], stated: typeof expectedness | null) => ({
    expectedness,
    stated,
  });
  it.each([
    ['the word of the sponsor that it is unexpected', said('unexpected', 'unexpected'), 'expected', 'unexpected'],
    ['the reference, where it became worse', said('expected', null), 'unexpected', 'unexpected'],
    ['the reference, also where the sponsor agreed then', said('expected', 'expected'), 'unexpected', 'unexpected'],
    ['the reference, where less is suspected', said('unexpected', null), 'expected', 'expected'],
    ['what was stated, without a reference', said('expected', 'expected'), null, 'expected'],
  ] as const)('is %s', (_, receipt, now, counts) => {
    expect(expectednessSince(receipt, now && derived(now))).toBe(counts);
  });
});
