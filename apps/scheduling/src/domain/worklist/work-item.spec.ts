import { instantAt } from '@trial/kernel';
import fc from 'fast-check';
import {
  beginWork,
  endWork,
  isToDo,
  unheardOf,
  type WorkBeginning,
  type WorkEnding,
  type WorkItem,
} from './work-item.js';

const nothing = unheardOf({ id: 'item', trialId: 'TRIAL', siteId: 'SITE', participantId: 'somebody' });
const beginning = (begunAt: number, dueAt = begunAt + 100, trialVersion = 1): WorkBeginning => ({
  ...{ rule: 'a-rule', what: 'W02', trialVersion, begunAt: instantAt(begunAt), dueAt: instantAt(dueAt) },
  ...{ visitId: 'visit', visitCode: 'W02', adverseEventId: null, clockId: null },
});
const end = (endedAt: number, endedBy = 'it.is-done.v1'): WorkEnding => ({ endedAt: instantAt(endedAt), endedBy });
const open = { stops: true, hasEnded: false };

type News = { readonly begins: WorkBeginning } | { readonly ends: WorkEnding };
const told = (item: WorkItem, news: News): WorkItem =>
  'begins' in news ? beginWork(item, news.begins) : endWork(item, news.ends);

describe('a thing to do', () => {
  it('is to do from its beginning until its end', () => {
    expect(isToDo(nothing, open)).toBe(false);
    const begun = beginWork(nothing, beginning(1));
    expect(isToDo(begun, open)).toBe(true);
    expect(isToDo(endWork(begun, end(2)), open)).toBe(false);
  });

  it('that was settled before it was known is never to do', () => {
    expect(isToDo(beginWork(endWork(nothing, end(1)), beginning(2)), open)).toBe(false);
  });

  it('stops with participation when its rule says so, and only then', () => {
    const begun = beginWork(nothing, beginning(1));
    expect(isToDo(begun, { stops: true, hasEnded: true })).toBe(false);
    expect(isToDo(begun, { stops: false, hasEnded: true })).toBe(true);
  });

  it('moves with a later beginning and not back with an earlier one', () => {
    const moved = beginWork(beginWork(nothing, beginning(1, 50)), beginning(2, 60));
    expect(moved.dueAt).toEqual(instantAt(60));
    expect(beginWork(moved, beginning(1, 50))).toBe(moved);
  });

  it('keeps its first end', () => {
    const ended = endWork(endWork(nothing, end(5)), end(3, 'b'));
    expect([ended.endedAt, ended.endedBy]).toEqual([instantAt(3), 'b']);
    expect(endWork(ended, end(4))).toBe(ended);
    expect(endWork(ended, end(3, 'a')).endedBy).toBe('a');
  });

  const time = fc.integer({ min: 0, max: 5 });
  const news: fc.Arbitrary<News> = fc.oneof(
    fc.tuple(time, time, fc.integer({ min: 1, max: 2 })).map((all) => ({ begins: beginning(...all) })),
    fc.tuple(time, fc.constantFrom('a', 'b')).map((all) => ({ ends: end(...all) })),
  );

  it('comes to the same whatever the order of news and however often each is told', () => {
    fc.assert(
      fc.property(
        fc
          .array(news, { minLength: 1, maxLength: 6 })
          .chain((all) =>
            fc.tuple(
              fc.constant(all),
              fc
                .shuffledSubarray([...all, ...all], { minLength: all.length, maxLength: all.length * 2 })
                .map((some) => [...some, ...all]),
            ),
          )
          .chain(([all, more]) => fc.tuple(fc.constant(all), fc.shuffledSubarray(more, { minLength: more.length }))),
        ([all, shuffled]) => {
          expect(shuffled.reduce(told, nothing)).toEqual(all.reduce(told, nothing));
        },
      ),
    );
  });

  it('is what a second implementation says of all the news at once', () => {
    fc.assert(
      fc.property(fc.array(news, { maxLength: 8 }), (all) => {
        const begins = all.flatMap((each) => ('begins' in each ? [each.begins] : []));
        const ends = all.flatMap((each) => ('ends' in each ? [each.ends] : []));
        const last = begins
          .map((each) => [each.begunAt, each.dueAt].map((at) => at.epochMilliseconds))
          .sort(pairs)
          .at(-1);
        const [first] = ends.map(({ endedAt }) => endedAt.epochMilliseconds).sort((a, b) => a - b);
        const item = all.reduce(told, nothing);
        expect([item.begunAt, item.dueAt].map((at) => at?.epochMilliseconds)).toEqual(last ?? [undefined, undefined]);
        expect(item.endedAt?.epochMilliseconds).toBe(first);
        expect(isToDo(item, open)).toBe(begins.length > 0 && ends.length === 0);
      }),
    );
  });
});

const pairs = ([a = 0, b = 0]: number[], [c = 0, d = 0]: number[]): number => a - c || b - d;
