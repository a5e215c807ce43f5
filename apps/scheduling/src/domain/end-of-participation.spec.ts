import { instant } from '@trial/kernel';
import fc from 'fast-check';
import { contactableSince, withAnswer, withEnd, type KnownEnd } from './end-of-participation.js';

const NOTHING: KnownEnd = {
  endedAs: null,
  endedAt: null,
  withdrawnAt: null,
  safetyContactAnswer: 0,
  safetyContactSince: null,
};
const lostAt = instant('2025-03-19T10:00:00Z');
const leftAt = instant('2025-03-20T10:00:00Z');
const diedAt = instant('2025-06-01T10:00:00Z');

type Word = (known: KnownEnd) => KnownEnd;
const lost: Word = (known) => withEnd(known, { as: 'lost', endedAt: lostAt, safetyContact: false });
const withdrew = (safetyContact: boolean): Word => {
  return (known) => withEnd(known, { as: 'withdrawn', endedAt: leftAt, safetyContact });
};
const died: Word = (known) => withEnd(known, { as: 'died', endedAt: diedAt, safetyContact: false });
const answered = (answer: number, isAgreed: boolean): Word => {
  const agreedSince = isAgreed ? leftAt.add({ hours: answer }) : null;
  return (known) => withAnswer(known, { answer, agreedSince });
};
const hearing = (words: readonly Word[]): KnownEnd => words.reduce((known, word) => word(known), NOTHING);
const since = (...words: Word[]): string | undefined => contactableSince(hearing(words))?.toString();

describe('what is known of an end', () => {
  it('is that contact goes on from the withdrawal of whoever agreed, and with nobody else', () => {
    expect(since(withdrew(true))).toBe('2025-03-20T10:00:00Z');
    for (const words of [[], [lost], [withdrew(false)], [withdrew(true), died], [answered(2, true)]])
      expect(since(...words)).toBeUndefined();
  });

  it('is the last answer', () => {
    expect(since(withdrew(true), answered(2, false))).toBeUndefined();
    expect(since(withdrew(false), answered(2, true))).toBe('2025-03-20T12:00:00Z');
    expect(since(withdrew(true), answered(3, true), answered(2, false))).toBe('2025-03-20T13:00:00Z');
  });

  it('keeps the withdrawal of somebody who died after it', () => {
    expect(hearing([withdrew(true), died])).toMatchObject({ endedAs: 'died', endedAt: diedAt, withdrawnAt: leftAt });
  });

  it('is the same in whatever order it is told, and told twice', () => {
    const history = fc
      .record({
        wasLost: fc.boolean(),
        agreed: fc.boolean(),
        answers: fc.array(fc.boolean(), { maxLength: 4 }),
        hasDied: fc.boolean(),
      })
      .map(({ wasLost, agreed, answers, hasDied }) => [
        ...(wasLost ? [lost] : []),
        withdrew(agreed),
        ...answers.map((isAgreed, index) => answered(index + 2, isAgreed)),
        ...(hasDied ? [died] : []),
      ]);
    const told = history.chain((words) =>
      fc.tuple(
        fc.constant(words),
        fc.shuffledSubarray([...words, ...words], { minLength: words.length * 2, maxLength: words.length * 2 }),
      ),
    );
    fc.assert(
      fc.property(told, ([words, heard]) => {
        expect(JSON.stringify(hearing(heard))).toBe(JSON.stringify(hearing(words)));
      }),
    );
  });
});
