import { contentSigned, mustBeUnsigned, type Signature, type SignableEvent } from './signature.js';

const event: SignableEvent = {
  ...{ term: 'sepsis', words: null, grade: 3, outcome: 'unknown', onsetOn: '2025-03-03' },
  seriousness: ['hospitalisation', 'disability'],
};

describe('what is signed', () => {
  it('is all of the event, or what makes it serious alone', () => {
    const told = (change: Partial<SignableEvent>) => {
      const after = { ...event, ...change };
      return (['complete-and-correct', 'seriousness-assessed'] as const).map(
        (meaning) => JSON.stringify(contentSigned(meaning, after)) === JSON.stringify(contentSigned(meaning, event)),
      );
    };
    expect(told({})).toEqual([true, true]);
    for (const field of ['term', 'words', 'grade', 'outcome', 'onsetOn'])
      expect(told({ [field]: 'otherwise' })).toEqual([false, true]);
    expect(told({ seriousness: ['hospitalisation'] })).toEqual([false, false]);
  });

  it('does not depend on the order in which criteria were ticked, and leaves them as they are', () => {
    const turned = { ...event, seriousness: [...event.seriousness].reverse() };
    expect(contentSigned('complete-and-correct', turned)).toEqual(contentSigned('complete-and-correct', event));
    expect(event.seriousness).toEqual(['hospitalisation', 'disability']);
  });

  it('is signed once for each meaning while nothing changes', () => {
    const signature: Signature = {
      ...{ id: 'signature-1', adverseEventId: 'event-1', meaning: 'seriousness-assessed', contentHash: '' },
    };
    expect(() => {
      mustBeUnsigned([signature], 'complete-and-correct');
    }).not.toThrow();
    expect(() => {
      mustBeUnsigned([signature], 'seriousness-assessed');
    }).toThrow(expect.objectContaining({ code: 'already-signed' }));
  });
});
