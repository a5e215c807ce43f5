import { plainDate } from '@trial/kernel';
import type { ReferenceSafetyInformation } from './expectedness.js';
import { mustFollow } from './reference-safety-information.js';

const causes = ['cells', 'procedure', 'disease'];
const today = plainDate('2025-03-03');
const reference = (more: Partial<ReferenceSafetyInformation> = {}): ReferenceSafetyInformation => ({
  version: '2',
  inForceFrom: today,
  ctcaeVersion: '4.03',
  expectedReactions: [{ cause: 'cells', term: 'injection-site-reaction', upToGrade: 2, seriousness: [] }],
  ...more,
});
const one = reference({ version: '1', inForceFrom: plainDate('2024-01-01') });
const following = (more: Partial<ReferenceSafetyInformation>, earlier = [one]) => {
  mustFollow(earlier, reference(more), { causes, today });
};

describe('a version of the reference safety information', () => {
  it('comes into force today or later, or before today when it is the first', () => {
    expect(() => {
      following({});
      following({ inForceFrom: plainDate('2025-04-01'), expectedReactions: [] });
      following({ inForceFrom: plainDate('2020-01-01') }, []);
    }).not.toThrow();
  });

  const [entry] = reference().expectedReactions;
  if (!entry) throw new Error('no entry');
  const listing = (...expectedReactions: ReferenceSafetyInformation['expectedReactions']) => ({ expectedReactions });
  it.each<[string, Partial<ReferenceSafetyInformation>, object]>([
    ['the name of another', { version: '1' }, { code: 'reference-version-taken' }],
    ['a day in the past', { inForceFrom: plainDate('2025-03-02') }, { code: 'in-force-too-early' }],
    ['an unknown term', listing({ ...entry, term: 'no-such-term' }), { code: 'term-unknown' }],
    [
      'a grade the term does not have',
      listing({ ...entry, term: 'alopecia', upToGrade: 3 }),
      { code: 'grade-not-offered' },
    ],
    ['a cause the trial did not bring', listing({ ...entry, cause: 'disease' }), { code: 'cause-unknown' }],
    ['a cause the trial does not know', listing({ ...entry, cause: 'drug' }), { code: 'cause-unknown' }],
    ['a reaction twice', listing(entry, { ...entry, upToGrade: 1 }), { code: 'reaction-twice' }],
  ])('with %s is refused', (_, more, refusal) => {
    expect(() => {
      following(more);
    }).toThrow(expect.objectContaining(refusal));
  });

  it('comes into force after every one before it', () => {
    const coming = reference({ version: '3', inForceFrom: plainDate('2025-04-01') });
    expect(() => {
      following({ inForceFrom: plainDate('2025-04-01') }, [one, coming]);
    }).toThrow(expect.objectContaining({ code: 'in-force-too-early' }));
    expect(() => {
      following({ inForceFrom: plainDate('2025-04-02') }, [one, coming]);
    }).not.toThrow();
  });

  it('may list one term for several causes', () => {
    expect(() => {
      following(listing(entry, { ...entry, cause: 'procedure' }));
    }).not.toThrow();
  });
});
