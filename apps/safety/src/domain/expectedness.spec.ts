import { plainDate } from '@trial/kernel';
import { expectednessOf, referencesInForce, type ReferenceSafetyInformation } from './expectedness.js';

const first: ReferenceSafetyInformation = { version: '1', inForceFrom: plainDate('2024-01-01'), expectedReactions: [] };
const second: ReferenceSafetyInformation = {
  version: '2',
  inForceFrom: plainDate('2025-03-15'),
  expectedReactions: [{ term: 'injection-site-reaction', upToGrade: 2 }],
};
const references = [second, first];
const reaction = { term: 'injection-site-reaction', grade: 2, fatal: false, onsetOn: '2025-04-01' } as const;

describe('expectedness', () => {
  it('is judged by the version in force at onset, not by the newest', () => {
    expect(expectednessOf(reaction, references)).toEqual({
      expectedness: 'expected',
      versions: ['2'],
      because: 'listed',
    });
    expect(expectednessOf({ ...reaction, onsetOn: '2025-03-14' }, references)).toEqual({
      expectedness: 'unexpected',
      versions: ['1'],
      because: 'not-listed',
    });
    expect(expectednessOf({ ...reaction, onsetOn: '2025-03-15' }, references).expectedness).toBe('expected');
  });

  it.each([
    [{ grade: 3 }, 'worse-than-listed'],
    [{ grade: null }, 'grade-missing'],
    [{ term: 'sepsis' }, 'not-listed'],
    [{ fatal: true }, 'fatal'],
    [{ grade: 5 }, 'fatal'],
    [{ onsetOn: '2023-12-31' }, 'no-reference-in-force'],
  ] as const)('is lost with %j: %s', (change, because) => {
    expect(expectednessOf({ ...reaction, ...change }, references)).toMatchObject({
      expectedness: 'unexpected',
      because,
    });
  });

  it('needs both versions to agree when the onset is known to the month only', () => {
    expect(referencesInForce(references, '2025-03').map(({ version }) => version)).toEqual(['1', '2']);
    expect(expectednessOf({ ...reaction, onsetOn: '2025-03' }, references).expectedness).toBe('unexpected');
    expect(expectednessOf({ ...reaction, onsetOn: null }, references).expectedness).toBe('unexpected');
    expect(expectednessOf({ ...reaction, onsetOn: '2025-04' }, references).expectedness).toBe('expected');
  });
});
