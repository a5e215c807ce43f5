import fc from 'fast-check';
import { instant } from '@trial/kernel';
import { localToxicity, type Extent, type LocalToxicityForm, type LocalToxicityPolicy } from './local-toxicity.js';
import { localToxicityTable } from './local-toxicity-table.js';

const policy: LocalToxicityPolicy = {
  referenceVisit: 'BL',
  items: [
    { code: 'swelling', terms: ['fall'], proposal: 'first-term', countsForOutcome: true },
    { code: 'function', terms: ['fall'], proposal: 'ask-cause', countsForOutcome: true },
    { code: 'pain', terms: ['fall'], proposal: 'first-term', countsForOutcome: false },
  ],
};
const treated = (participantId: string) => ({
  ...{ participantId, treatedAt: instant('2025-03-01T11:00:00Z'), zone: 'Europe/Amsterdam' },
});
const DAYS: Readonly<Record<string, string>> = {
  BL: '2025-02-20',
  W02: '2025-03-15',
  W04: '2025-03-29',
  W24: '2025-08-16',
};
const form = (
  participantId: string,
  visitCode: string,
  answers: Record<string, Extent>,
  limb: 'treated' | 'untreated' = 'treated',
): LocalToxicityForm => ({
  ...{ participantId, visitCode, limb, answers },
  assessedAt: instant(`${DAYS[visitCode] ?? ''}T10:00:00Z`),
});
const people = ['swollen', 'as-before', 'in-pain', 'never-seen'].map(treated);
const forms = [
  form('swollen', 'BL', { swelling: 1, function: 0, pain: 0 }),
  form('swollen', 'W02', { swelling: 2, function: 1, pain: 0 }),
  form('swollen', 'W04', { swelling: 2, function: 0, pain: 0 }),
  form('swollen', 'W24', { swelling: 3, function: 3, pain: 3 }),
  form('as-before', 'BL', { swelling: 1, function: 0, pain: 0 }),
  form('as-before', 'W02', { swelling: 1, function: 0, pain: 0 }),
  form('as-before', 'W02', { swelling: 3, function: 0, pain: 0 }, 'untreated'),
  form('as-before', 'W24', { swelling: 3, function: 3, pain: 3 }, 'untreated'),
  form('in-pain', 'W02', { swelling: 0, function: 0, pain: 2 }),
  form('never-treated', 'W02', { swelling: 3, function: 3, pain: 3 }),
];
const link = (visitCode: string, item: string, adverseEventId: string, participantId = 'swollen') => ({
  ...{ participantId, visitCode, item, adverseEventId },
});
const table = (links: readonly ReturnType<typeof link>[] = [], untilDay = 84) =>
  localToxicityTable(people, forms, links, policy, untilDay);

describe('the table of local toxicity', () => {
  it('counts everybody treated by the binary outcome, who was not assessed apart', () => {
    expect(table()).toMatchObject({ participants: 4, yes: 1, no: 2, notAssessed: 1 });
  });

  it('counts findings and participants by item, new apart from worse, those outside the outcome too', () => {
    expect(table().items).toEqual([
      { item: 'swelling', countsForOutcome: true, new: 0, worse: 2, participants: 1 },
      { item: 'function', countsForOutcome: true, new: 1, worse: 0, participants: 1 },
      { item: 'pain', countsForOutcome: false, new: 1, worse: 0, participants: 1 },
    ]);
    expect(table([], 364).items.map((row) => row.new + row.worse)).toEqual([3, 2, 2]);
  });

  it('shows the other limb as background', () => {
    expect(table().background).toMatchObject([
      { item: 'swelling', new: 1, worse: 0, participants: 1 },
      { item: 'function', new: 0, worse: 0, participants: 0 },
      { item: 'pain', new: 0, worse: 0, participants: 0 },
    ]);
  });

  it('lists what is linked to no event of the same person, and counts an event once', () => {
    const told = ({ unlinked }: ReturnType<typeof table>) =>
      unlinked.map(({ participantId, visitCode, item }) => `${participantId} ${visitCode} ${item}`);
    expect(told(table())).toHaveLength(4);
    const links = [
      link('W02', 'swelling', 'e1'),
      link('W04', 'swelling', 'e1'),
      link('W02', 'pain', 'e2'),
      link('W24', 'swelling', 'e3'),
    ];
    expect(told(table(links))).toEqual(['swollen W02 function', 'in-pain W02 pain']);
    expect(table(links).adverseEvents).toBe(1);
  });

  it('agrees with the outcome of each, whatever the forms say', () => {
    const extent = fc.constantFrom<Extent>(0, 1, 2, 3);
    const anyForm = fc
      .tuple(
        fc.constantFrom('swollen', 'as-before', 'in-pain'),
        fc.constantFrom('BL', 'W02', 'W04', 'W24'),
        extent,
        extent,
      )
      .map(([who, visit, swelling, pain]) => form(who, visit, { swelling, pain, function: 0 }));
    fc.assert(
      fc.property(fc.array(anyForm, { maxLength: 12 }), (some) => {
        const { yes, no, notAssessed, items, unlinked } = localToxicityTable(people, some, [], policy, 84);
        const outcomes = people.map((person) => localToxicity(some, person, policy, 84).outcome);
        const count = (wanted: string) => outcomes.filter((outcome) => outcome === wanted).length;
        expect([yes, no, notAssessed]).toEqual([count('yes'), count('no'), count('not-assessed')]);
        expect(items.reduce((sum, row) => sum + row.new + row.worse, 0)).toBe(unlinked.length);
      }),
    );
  });
});
