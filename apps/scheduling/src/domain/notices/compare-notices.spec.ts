import { instantAt } from '@trial/kernel';
import fc from 'fast-check';
import { compareNotices, isOpen, type KnownNotice, type NoticeState } from './compare-notices.js';
import type { Notice } from './notice.js';

const at = (hour: number) => instantAt(hour * 3_600_000);
const notice = (rule: string, hour: number, more: Partial<Notice> = {}): Notice => ({
  key: `visit:${rule}:nurse:0`,
  visitId: 'visit',
  rule,
  about: 'visit',
  recipient: 'nurse',
  step: 0,
  momentAt: at(hour),
  dueAt: at(hour),
  ...more,
});
const known = (rule: string, hour: number, state: NoticeState, because: string | null = null): KnownNotice => ({
  ...notice(rule, hour),
  state,
  because,
});
const rulesOf = (notices: readonly { readonly rule: string }[]) => notices.map(({ rule }) => rule);

/** What the ledger is after the changes. */
function applied(ledger: readonly KnownNotice[], intended: readonly Notice[], now: number): KnownNotice[] {
  const { added, tooLate, moved, stopped } = compareNotices(ledger, intended, at(now));
  const planned = { state: 'planned', because: null } as const;
  return [
    ...ledger.map((entry): KnownNotice => {
      const move = moved.find(({ from }) => from === entry);
      if (move) return { ...move.to, ...planned };
      return stopped.includes(entry) ? { ...entry, state: 'stopped', because: 'no-longer-intended' } : entry;
    }),
    ...added.map((entry): KnownNotice => ({ ...entry, ...planned })),
    ...tooLate.map((entry): KnownNotice => ({ ...entry, state: 'stopped', because: 'too-late' })),
  ];
}

describe('a ledger beside what is intended', () => {
  it('gets what is new', () => {
    expect(compareNotices([], [notice('a', 10)], at(5))).toMatchObject({
      added: [{ rule: 'a' }],
      tooLate: [],
      moved: [],
    });
  });

  it('of moments that have all passed only the last is sent; the others are entered as too late', () => {
    const changes = compareNotices([], [notice('a', 1), notice('b', 2), notice('c', 9)], at(5));
    expect([rulesOf(changes.added), rulesOf(changes.tooLate)]).toEqual([['b', 'c'], ['a']]);
  });

  it('moves what is planned and leaves what was sent', () => {
    const ledger = [known('a', 10, 'planned'), known('b', 10, 'sent'), known('c', 10, 'stopped', 'acknowledged')];
    const { moved, added, stopped } = compareNotices(
      ledger,
      [notice('a', 12), notice('b', 12), notice('c', 12)],
      at(5),
    );
    expect(moved.map(({ from, to }) => [from.rule, to.momentAt])).toEqual([['a', at(12)]]);
    expect([added, stopped]).toEqual([[], []]);
  });

  it('stops what is no longer intended, unless it came to its end', () => {
    const states: NoticeState[] = ['planned', 'waiting', 'held', 'sent', 'failed', 'stopped'];
    const { stopped } = compareNotices(
      states.map((state) => known(state, 10, state)),
      [],
      at(5),
    );
    expect(rulesOf(stopped)).toEqual(['planned', 'waiting', 'held']);
  });

  it('takes back what was only not intended, or too late, when it is ahead again', () => {
    const ledger = [known('a', 1, 'stopped', 'too-late'), known('b', 1, 'stopped', 'no-longer-intended')];
    expect(compareNotices(ledger, [notice('a', 9), notice('b', 2)], at(5)).moved.map(({ to }) => to.rule)).toEqual([
      'a',
    ]);
  });

  it('whatever is intended, one look is enough, each is there once, and what is open is what is intended', () => {
    const intended = fc.uniqueArray(
      fc
        .record({ rule: fc.constantFrom('a', 'b', 'c', 'd'), hour: fc.nat(20) })
        .map(({ rule, hour }) => notice(rule, hour)),
      { selector: ({ key }) => key },
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(intended, fc.nat(20)), { maxLength: 6 }), (plans) => {
        let ledger: KnownNotice[] = [];
        for (const [plan, now] of plans) {
          ledger = applied(ledger, plan, now);
          expect(applied(ledger, plan, now)).toEqual(ledger);
          expect(new Set(ledger.map(({ key }) => key)).size).toBe(ledger.length);
          const keys = plan.map(({ key }) => key);
          expect(ledger.filter(({ state }) => isOpen(state)).every(({ key }) => keys.includes(key))).toBe(true);
          expect(keys.every((key) => ledger.some((entry) => entry.key === key))).toBe(true);
        }
      }),
      { numRuns: 1_000 },
    );
  });
});
