import fc from 'fast-check';
import { plainDate } from '@trial/kernel';
import type { Grade } from './ctcae/term.js';
import {
  causesToExpect,
  expectednessOf,
  referencesInForce,
  type ExpectedReaction,
  type Reaction,
  type ReferenceSafetyInformation,
} from './expectedness.js';
import { seriousnessCriteria } from './seriousness.js';

const ofCells: ExpectedReaction = {
  cause: 'cells',
  term: 'injection-site-reaction',
  upToGrade: 2,
  seriousness: ['hospitalisation'],
};
const first: ReferenceSafetyInformation = {
  version: '1',
  inForceFrom: plainDate('2024-01-01'),
  ctcaeVersion: '4.03',
  expectedReactions: [],
};
const second: ReferenceSafetyInformation = {
  ...first,
  version: '2',
  inForceFrom: plainDate('2025-03-15'),
  expectedReactions: [ofCells],
};
const references = [second, first];
const reaction: Reaction = {
  ctcaeVersion: '4.03',
  term: 'injection-site-reaction',
  grade: 2,
  seriousness: ['hospitalisation'],
  onsetOn: '2025-04-01',
  causes: ['cells'],
};

describe('expectedness', () => {
  it('is judged by the version in force at onset, not by the newest, and says by which entries', () => {
    expect(expectednessOf(reaction, references)).toEqual({
      ...{ expectedness: 'expected', versions: ['2'], because: 'listed', causes: ['cells'], entries: [ofCells] },
    });
    expect(expectednessOf({ ...reaction, onsetOn: '2025-03-14' }, references)).toEqual({
      ...{ expectedness: 'unexpected', versions: ['1'], because: 'not-listed', causes: ['cells'], entries: [] },
    });
    expect(expectednessOf({ ...reaction, onsetOn: '2025-03-15' }, references).expectedness).toBe('expected');
  });

  it.each<[Partial<Reaction>, string]>([
    [{ grade: 3 }, 'worse-than-listed'],
    [{ grade: null }, 'grade-missing'],
    [{ term: 'sepsis' }, 'not-listed'],
    [{ causes: ['procedure'] }, 'not-listed'],
    [{ causes: ['cells', 'procedure'] }, 'not-listed'],
    [{ causes: [] }, 'not-listed'],
    [{ ctcaeVersion: '5.0' }, 'not-listed'],
    [{ seriousness: ['hospitalisation', 'disability'] }, 'more-serious-than-listed'],
    [{ seriousness: ['death'] }, 'fatal'],
    [{ grade: 5 }, 'fatal'],
    [{ onsetOn: '2023-12-31' }, 'no-reference-in-force'],
  ])('is lost with %j: %s', (change, because) => {
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

  it('is never gained by what makes a reaction worse', () => {
    const causes = ['cells', 'procedure'];
    const entries = fc.array(
      fc.record({
        cause: fc.constantFrom(...causes),
        term: fc.constantFrom('sepsis', 'injection-site-reaction'),
        upToGrade: fc.constantFrom<1 | 2 | 3 | 4>(1, 2, 3, 4),
        seriousness: fc.subarray([...seriousnessCriteria]),
      }),
    );
    const reactions = fc.record({
      term: fc.constantFrom('sepsis', 'injection-site-reaction'),
      grade: fc.constantFrom<Grade>(1, 2, 3, 4),
      seriousness: fc.subarray([...seriousnessCriteria]),
      causes: fc.subarray(causes, { minLength: 1 }),
    });
    const isExpected = (change: Partial<Reaction>, expectedReactions: readonly ExpectedReaction[]) =>
      expectednessOf({ ...reaction, ...change }, [{ ...first, expectedReactions }]).expectedness === 'expected';
    fc.assert(
      fc.property(entries, reactions, fc.constantFrom(...seriousnessCriteria), (listed, milder, criterion) => {
        const worse: readonly Partial<Reaction>[] = [
          { ...milder, grade: (milder.grade + 1) as Grade },
          { ...milder, seriousness: [...milder.seriousness, criterion] },
          { ...milder, causes },
        ];
        for (const each of worse) expect(isExpected(each, listed) && !isExpected(milder, listed)).toBe(false);
      }),
    );
  });

  it('must hold for what is suspected of the trial and, while nothing is, for all that it brought', () => {
    const causes = ['cells', 'procedure', 'disease', 'concomitant'];
    expect(causesToExpect(['disease', 'cells'], causes)).toEqual(['cells']);
    expect(causesToExpect(['disease'], causes)).toEqual(['cells', 'procedure']);
    expect(causesToExpect([], causes)).toEqual(['cells', 'procedure']);
  });
});
