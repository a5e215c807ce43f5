import fc from 'fast-check';
import type { Grade } from './ctcae/term.js';
import {
  isCountedMilestone,
  lowestCountedGrade,
  mayCount,
  rulesReached,
  type ConfirmedEvent,
  type Milestone,
  type StoppingRules,
} from './stopping-rules.js';

const RULES: StoppingRules = {
  pauseProposals: [
    { code: 'related-grade-4', counts: 'related-adverse-events', fromGrade: 4, atLeast: 1 },
    { code: 'death', counts: 'deaths', atLeast: 1 },
    { code: 'related-serious', counts: 'related-serious-adverse-events', atLeast: 2 },
    { code: 'digit-threatening', counts: 'digit-threatening-local-toxicities', atLeast: 2 },
  ],
  safetyLooks: { afterParticipants: [2, 4], visit: 'W04' },
};

let events = 0;
const event = (more: Partial<ConfirmedEvent> = {}): ConfirmedEvent => ({
  id: `event-${++events}`,
  participantId: `person-${events}`,
  siteId: 'UMCU',
  grade: 2,
  seriousness: [],
  outcome: 'unknown',
  digitThreatening: false,
  suspectedCauses: [],
  ...more,
});
const milestone = (participantId: string, name: Milestone['milestone']): Milestone => ({
  participantId,
  siteId: 'UMCU',
  milestone: name,
});
const reached = (known: ConfirmedEvent[], milestones: Milestone[] = []): string[] =>
  rulesReached(RULES, { events: known, milestones }).map(
    ({ rule, cases, threshold }) => `${rule} ${cases.length}/${threshold}`,
  );
const serious = { seriousness: ['hospitalisation'] as const, suspectedCauses: ['cells'] };

describe('a rule about related adverse events', () => {
  it.each([
    [4, ['cells'], ['related-grade-4 1/1']],
    [5, ['procedure', 'disease'], ['related-grade-4 1/1', 'death 1/1']],
    [3, ['cells'], []],
    [4, ['disease'], []],
    [4, ['disease', 'concomitant'], []],
    [4, [], []],
    [null, ['cells'], []],
  ] as const)('of grade %s that %j may have caused reaches %j', (grade, suspectedCauses, expected) => {
    expect(reached([event({ grade, suspectedCauses })])).toEqual(expected);
  });

  it('pools sites and participants for serious ones, and counts no single one', () => {
    expect(reached([event(serious)])).toEqual([]);
    expect(reached([event(serious), event({ ...serious, siteId: 'UMCN' })])).toEqual(['related-serious 2/2']);
    expect(reached([event(serious), event({ seriousness: ['hospitalisation'] })])).toEqual([]);
    expect(reached([event({ ...serious, participantId: 'one' }), event({ ...serious, participantId: 'one' })])).toEqual(
      ['related-serious 2/2'],
    );
  });
});

describe('a rule about deaths', () => {
  it.each([[{ grade: 5 as Grade }], [{ outcome: 'fatal' as const }], [{ seriousness: ['death' as const] }]])(
    'counts an event with %j, related or not',
    (fatal) => {
      expect(reached([event(fatal)])).toEqual(['death 1/1']);
    },
  );

  it('counts a participant once, whoever tells of the death and however often', () => {
    const told = [event({ grade: 5, participantId: 'one' }), event({ outcome: 'fatal', participantId: 'one' })];
    const [hit] = rulesReached(RULES, {
      events: told,
      milestones: [milestone('one', 'died'), milestone('two', 'died')],
    });
    expect(hit?.cases).toEqual([
      { participantId: 'one', siteId: 'UMCU', adverseEventIds: told.map(({ id }) => id) },
      { participantId: 'two', siteId: 'UMCU', adverseEventIds: [] },
    ]);
  });
});

describe('a rule about local toxicities', () => {
  it('counts what the investigator calls threatening, whatever its grade and cause', () => {
    expect(reached([event({ digitThreatening: true, grade: null })])).toEqual([]);
    expect(reached([event({ digitThreatening: true, grade: null }), event({ digitThreatening: true })])).toEqual([
      'digit-threatening 2/2',
    ]);
  });
});

describe('a safety look', () => {
  it('is due each time so many have been at the visit, and at no other visit', () => {
    const at = (count: number, visit = 'W04') =>
      Array.from({ length: count }, (_, person) => milestone(`person ${person}`, `visit/${visit}`));
    expect(reached([], at(1))).toEqual([]);
    expect(reached([], at(3))).toEqual(['safety-look-2 3/2']);
    expect(reached([], at(4))).toEqual(['safety-look-2 4/2', 'safety-look-4 4/4']);
    expect(reached([], at(4, 'W02'))).toEqual([]);
    expect(isCountedMilestone(RULES, 'visit/W04')).toBe(true);
    expect(isCountedMilestone(RULES, 'visit/W02')).toBe(false);
    expect(isCountedMilestone({ pauseProposals: [] }, 'visit/W04')).toBe(false);
    expect(isCountedMilestone(RULES, 'died')).toBe(true);
    expect(isCountedMilestone({ pauseProposals: RULES.pauseProposals.slice(0, 1) }, 'died')).toBe(false);
  });
});

const anEvent = fc
  .record({
    participantId: fc.constantFrom('one', 'two', 'three'),
    siteId: fc.constantFrom('UMCU', 'UMCN'),
    grade: fc.constantFrom<Grade | null>(null, 1, 3, 4, 5),
    seriousness: fc.subarray(['death', 'hospitalisation'] as const),
    outcome: fc.constantFrom('unknown' as const, 'fatal' as const),
    digitThreatening: fc.boolean(),
    suspectedCauses: fc.subarray(['cells', 'disease']),
  })
  .map((facts) => event(facts));
const aTrial = fc.record({
  events: fc.array(anEvent, { maxLength: 8 }),
  milestones: fc.array(
    fc.record({
      participantId: fc.constantFrom('one', 'two', 'three', 'four'),
      siteId: fc.constant('UMCU'),
      milestone: fc.constantFrom<Milestone['milestone']>('died', 'visit/W04', 'visit/W02'),
    }),
    { maxLength: 8 },
  ),
});
const counts = (known: Parameters<typeof rulesReached>[1]) =>
  new Map(rulesReached(RULES, known).map(({ rule, cases }) => [rule, cases.length]));

describe('whatever has happened', () => {
  it('a rule is reached exactly from its threshold on', () => {
    fc.assert(
      fc.property(aTrial, (known) => {
        for (const { cases, threshold } of rulesReached(RULES, known))
          expect(cases.length).toBeGreaterThanOrEqual(threshold);
        const everything: StoppingRules = {
          pauseProposals: RULES.pauseProposals.map((rule) => ({ ...rule, atLeast: 1 })),
        };
        const reachedNow = new Set(rulesReached(RULES, known).map(({ rule }) => rule));
        for (const { rule, cases } of rulesReached(everything, known)) {
          const threshold = RULES.pauseProposals.find(({ code }) => code === rule)?.atLeast ?? 0;
          expect([rule, reachedNow.has(rule)]).toEqual([rule, cases.length >= threshold]);
        }
      }),
    );
  });

  it('more never counts less, and the order in which it is known does not matter', () => {
    fc.assert(
      fc.property(aTrial, anEvent, (known, another) => {
        const before = counts(known);
        const after = counts({ ...known, events: [...known.events, another] });
        for (const [rule, count] of before) expect(after.get(rule)).toBeGreaterThanOrEqual(count);
        const reversed = { events: [...known.events].reverse(), milestones: [...known.milestones].reverse() };
        expect(counts(reversed)).toEqual(before);
      }),
    );
  });

  it('an event that no rule may count changes nothing, and neither does one below the lowest grade', () => {
    fc.assert(
      fc.property(aTrial, anEvent, (known, another) => {
        if (mayCount(RULES, another)) return;
        expect(counts({ ...known, events: [...known.events, another] })).toEqual(counts(known));
        expect(another.grade ?? 0).toBeLessThan(lowestCountedGrade(RULES));
      }),
    );
    expect(lowestCountedGrade({ pauseProposals: RULES.pauseProposals.slice(1) })).toBe(6);
  });
});
