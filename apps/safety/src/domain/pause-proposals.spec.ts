import fc from 'fast-check';
import { proposalChanges, type EarlierProposal, type ProposalState } from './pause-proposals.js';
import type { Hit } from './stopping-rules.js';

const hit = (events: readonly string[], more: Partial<Hit> = {}): Hit => ({
  kind: 'pause',
  rule: 'related-serious',
  counts: 'related-serious-adverse-events',
  fromGrade: null,
  threshold: 2,
  cases: events.map((id) => ({ participantId: `person of ${id}`, siteId: 'UMCU', adverseEventIds: [id] })),
  ...more,
});
const proposal = (state: ProposalState, of: Hit, id = 'p1'): EarlierProposal => ({
  id,
  rule: of.rule,
  counts: of.counts,
  state,
  cases: of.cases,
});

describe('a set of cases', () => {
  it('is proposed once, while it waits and after it was decided', () => {
    const reached = hit(['a', 'b']);
    expect(proposalChanges([reached], [])).toEqual({ propose: [reached], settle: [] });
    for (const state of ['waiting', 'dismissed', 'paused'] as const)
      expect(proposalChanges([hit(['b', 'a'])], [proposal(state, reached)])).toEqual({ propose: [], settle: [] });
  });

  it('that grows or shrinks while it waits is proposed anew in its place', () => {
    const waiting = proposal('waiting', hit(['a', 'b']));
    for (const changed of [hit(['a', 'b', 'c']), hit(['a', 'c'])])
      expect(proposalChanges([changed], [waiting])).toEqual({
        propose: [changed],
        settle: [{ id: 'p1', as: 'superseded' }],
      });
  });

  it('that no longer reaches its rule is withdrawn, and proposed again should it do so again', () => {
    expect(proposalChanges([], [proposal('waiting', hit(['a', 'b']))])).toEqual({
      propose: [],
      settle: [{ id: 'p1', as: 'withdrawn' }],
    });
    const again = hit(['a', 'b']);
    expect(proposalChanges([again], [proposal('withdrawn', again)])).toEqual({ propose: [again], settle: [] });
  });

  it('with a case nobody has decided about is proposed, and without one it is not', () => {
    const decided = proposal('dismissed', hit(['a', 'b']));
    const more = hit(['a', 'b', 'c']);
    expect(proposalChanges([more], [decided])).toEqual({ propose: [more], settle: [] });
    expect(proposalChanges([hit(['a', 'b'])], [decided, proposal('waiting', more, 'p2')])).toEqual({
      propose: [],
      settle: [{ id: 'p2', as: 'withdrawn' }],
    });
  });
});

describe('a death', () => {
  it('told of by one more event is the same death', () => {
    const once = hit(['a'], { rule: 'death', counts: 'deaths', threshold: 1 });
    const twice = { ...once, cases: once.cases.map((each) => ({ ...each, adverseEventIds: ['a', 'b'] })) };
    for (const state of ['waiting', 'dismissed'] as const)
      expect(proposalChanges([twice], [proposal(state, once)])).toEqual({ propose: [], settle: [] });
  });
});

describe('a safety look', () => {
  const look = (people: readonly string[]) =>
    hit(people, { kind: 'safety-look', rule: 'safety-look-2', counts: 'participants-at-visit' });
  it('is proposed once, whoever comes to the visit later', () => {
    for (const state of ['waiting', 'dismissed', 'paused'] as const)
      expect(proposalChanges([look(['a', 'b', 'c'])], [proposal(state, look(['a', 'b']))])).toEqual({
        propose: [],
        settle: [],
      });
  });
});

const aSet = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 4 });

describe('whatever is counted and decided, in any order', () => {
  it('at most one proposal of a rule waits, it is about what is counted now, and nothing undecided is left out', () => {
    const step = fc.oneof(
      aSet.map((cases) => ({ cases })),
      fc.constantFrom('dismissed' as const, 'paused' as const).map((decide) => ({ decide })),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        let proposals: EarlierProposal[] = [];
        let counted: readonly string[] = [];
        for (const each of steps) {
          if ('decide' in each) {
            proposals = proposals.map((one) => (one.state === 'waiting' ? { ...one, state: each.decide } : one));
          } else {
            counted = each.cases;
            const { propose, settle } = proposalChanges(counted.length >= 2 ? [hit(counted)] : [], proposals);
            proposals = [
              ...proposals.map((one) => ({ ...one, state: settle.find(({ id }) => id === one.id)?.as ?? one.state })),
              ...propose.map((of, number) => proposal('waiting', of, `p${proposals.length + number}`)),
            ];
          }
          const waiting = proposals.filter(({ state }) => state === 'waiting');
          const idsOf = (one: EarlierProposal) => one.cases.flatMap(({ adverseEventIds }) => adverseEventIds);
          const decided = new Set(
            proposals.filter(({ state }) => state === 'dismissed' || state === 'paused').flatMap(idsOf),
          );
          const isOpen = counted.length >= 2 && counted.some((id) => !decided.has(id));
          expect(waiting).toHaveLength(isOpen ? 1 : 0);
          for (const one of waiting) expect([...idsOf(one)].sort()).toEqual([...counted].sort());
        }
      }),
    );
  });
});
