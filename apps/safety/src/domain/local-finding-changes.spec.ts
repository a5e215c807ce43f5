import fc from 'fast-check';
import { instant, plainDate } from '@trial/kernel';
import { findingChanges, findingState, standingProposal, type KnownFinding } from './local-finding-changes.js';
import type { LocalFinding } from './local-toxicity.js';

const finding = (item: string, visitCode: string, more: Partial<LocalFinding> = {}): LocalFinding => ({
  ...{ item, visitCode, change: 'new', withoutReference: false },
  ...{ assessedAt: instant('2025-03-15T10:00:00Z'), foundOn: plainDate('2025-03-15') },
  ...more,
});
const known = (of: LocalFinding, more: Partial<KnownFinding> = {}): KnownFinding => ({
  ...{ ...of, id: `${of.visitCode}/${of.item}`, participantId: 'p1', formId: 'f1' },
  ...{ recordedAt: instant('2025-03-15T11:00:00Z'), withdrawnAt: null, proposedEventId: null },
  ...more,
});
const later = instant('2025-03-16T11:00:00Z');

describe('findings derived again', () => {
  const swelling = finding('swelling', 'W02');

  it('are found once, by visit and item', () => {
    expect(findingChanges([], [swelling])).toEqual({ found: [swelling], changed: [], withdrawn: [] });
    expect(findingChanges([known(swelling)], [swelling])).toEqual({ found: [], changed: [], withdrawn: [] });
    expect(findingChanges([known(swelling)], [swelling, finding('swelling', 'W04')]).found).toHaveLength(1);
  });

  it.each([
    ['worse than the reference heard late', { change: 'worse' }],
    ['with a reference now', { withoutReference: true }],
    ['seen at another moment', { assessedAt: later }],
    ['seen on another day of the site', { foundOn: plainDate('2025-03-16') }],
  ] as const)('change when they are %s', (_, more) => {
    const now = { ...swelling, ...more };
    expect(findingChanges([known(swelling)], [now])).toEqual({
      ...{ found: [], withdrawn: [] },
      changed: [{ ...known(swelling), ...now }],
    });
  });

  it('are withdrawn when the forms say them no longer, and another finding when they say them again', () => {
    expect(findingChanges([known(swelling)], []).withdrawn).toEqual([known(swelling)]);
    const withdrawn = known(swelling, { withdrawnAt: later });
    expect(findingChanges([withdrawn], [])).toEqual({ found: [], changed: [], withdrawn: [] });
    expect(findingChanges([withdrawn], [swelling]).found).toEqual([swelling]);
  });

  it('come to what the forms say, whatever was on record, and then to nothing more', () => {
    const anyFinding = fc
      .record({
        item: fc.constantFrom('swelling', 'warmth'),
        visitCode: fc.constantFrom('W02', 'W04', 'W08'),
        change: fc.constantFrom('new', 'worse'),
      })
      .map(({ item, visitCode, change }) => finding(item, visitCode, { change }));
    const once = fc.uniqueArray(anyFinding, { selector: ({ item, visitCode }) => `${visitCode}/${item}` });
    fc.assert(
      fc.property(fc.array(once, { maxLength: 5 }), (rounds) => {
        let onRecord: readonly KnownFinding[] = [];
        for (const found of rounds) {
          const changes = findingChanges(onRecord, found);
          onRecord = [
            ...onRecord.map((each) =>
              changes.withdrawn.includes(each)
                ? { ...each, withdrawnAt: later }
                : (changes.changed.find(({ id, withdrawnAt }) => id === each.id && withdrawnAt === each.withdrawnAt) ??
                  each),
            ),
            ...changes.found.map((each, index) => known(each, { id: `${onRecord.length + index}` })),
          ];
          const standing = onRecord.filter(({ withdrawnAt }) => withdrawnAt === null);
          const told = ({ item, visitCode, change }: LocalFinding) => `${visitCode}/${item} ${change}`;
          expect(standing.map(told).sort()).toEqual(found.map(told).sort());
          expect(findingChanges(onRecord, found)).toEqual({ found: [], changed: [], withdrawn: [] });
        }
      }),
    );
  });
});

describe('a finding found again', () => {
  const swelling = finding('swelling', 'W02');
  const earlier = known(swelling, { withdrawnAt: later, proposedEventId: 'e1' });

  it.each([
    ['candidate', 'e1'],
    ['confirmed', 'e1'],
    ['refuted', undefined],
  ] as const)('goes on with what it had proposed, if that is %s: %s', (status, expected) => {
    expect(standingProposal(swelling, [earlier], [{ id: 'e1', status }])).toBe(expected);
  });

  it('does not take up what another one proposed', () => {
    expect(standingProposal(finding('warmth', 'W02'), [earlier], [{ id: 'e1', status: 'candidate' }])).toBeUndefined();
    expect(standingProposal(swelling, [], [{ id: 'e1', status: 'candidate' }])).toBeUndefined();
  });
});

describe('what became of a finding', () => {
  it.each([
    [{ isWithdrawn: false, isLinked: false, proposal: null }, 'open'],
    [{ isWithdrawn: false, isLinked: false, proposal: 'candidate' }, 'proposed'],
    [{ isWithdrawn: false, isLinked: false, proposal: 'refuted' }, 'refuted'],
    [{ isWithdrawn: false, isLinked: true, proposal: 'refuted' }, 'linked'],
    [{ isWithdrawn: false, isLinked: true, proposal: 'candidate' }, 'linked'],
    [{ isWithdrawn: true, isLinked: true, proposal: 'confirmed' }, 'no-longer-found'],
    [{ isWithdrawn: true, isLinked: false, proposal: 'candidate' }, 'no-longer-found'],
  ] as const)('of %j is %s', (given, expected) => {
    expect(findingState(given)).toBe(expected);
  });
});
