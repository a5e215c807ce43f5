import { instant } from '@trial/kernel';
import { changesOf, mustBeCodable, type Coding, type DictionaryTerm } from './coding.js';

const term: DictionaryTerm = {
  ...{ code: '99990001', name: 'Blue itch', current: true },
  ...{ preferred: '99990301', preferredName: 'Blue itching' },
  ...{ organClass: '99990901', organClassName: 'Invented disorders' },
};
const earlier: Coding = {
  id: 'c1',
  adverseEventId: 'a1',
  releaseId: 'r1',
  ...{ ordinal: 1, term: '99990001', termName: 'Blue itch', dictionaryVersion: '0.0', by: 'coder' },
  ...{ at: instant('2025-03-03T08:00:00Z'), reason: null },
};

describe('a coding', () => {
  it.each<[string, Parameters<typeof mustBeCodable>]>([
    ['meddra-term-not-current', [undefined, { ...term, current: false }, '0.0', null]],
    ['coding-changes-nothing', [earlier, term, '0.0', 'a reason']],
    ['reason-missing', [earlier, { ...term, code: '99990003' }, '0.0', null]],
    ['reason-missing', [earlier, term, '0.1', ' ']],
  ])('is refused with %s', (code, coding) => {
    expect(() => mustBeCodable(...coding)).toThrow(expect.objectContaining({ code }));
  });

  it.each<[string, Parameters<typeof mustBeCodable>]>([
    ['is the first', [undefined, term, '0.0', null]],
    ['says why it is another term', [earlier, { ...term, code: '99990003' }, '0.0', 'a better term']],
    ['says why it is another version', [earlier, term, '0.1', 'the new version']],
  ])('is taken when it %s', (_, coding) => {
    expect(() => mustBeCodable(...coding)).not.toThrow();
  });

  it('changes with another version of the dictionary where the term differs, and nowhere else', () => {
    expect(changesOf(term, term)).toEqual([]);
    expect(changesOf(term, undefined)).toEqual(['gone']);
    expect(changesOf(term, { ...term, name: 'Blue itching' })).toEqual(['renamed']);
    expect(changesOf(term, { ...term, current: false })).toEqual(['not-current']);
    expect(changesOf(term, { ...term, preferredName: 'Itching, blue' })).toEqual([]);
    expect(changesOf(term, { ...term, preferred: '99990302', organClass: '99990902' })).toEqual([
      'other-preferred-term',
      'other-organ-class',
    ]);
  });
});
