import { instant } from '@trial/kernel';
import {
  localFindings,
  localToxicity,
  termProposed,
  unlinkedFindings,
  type Extent,
  type LocalToxicityForm,
  type LocalToxicityPolicy,
} from './local-toxicity.js';

const policy: LocalToxicityPolicy = {
  referenceVisit: 'BL',
  items: [
    {
      code: 'swelling',
      terms: ['injection-site-reaction', 'localized-edema'],
      proposal: 'first-term',
      countsForOutcome: true,
    },
    { code: 'impaired-function', terms: ['pain-in-extremity'], proposal: 'ask-cause', countsForOutcome: true },
    { code: 'pain-at-site', terms: ['injection-site-reaction'], proposal: 'first-term', countsForOutcome: false },
  ],
};
const participant = { participantId: 'p1', treatedAt: instant('2025-03-01T12:00:00+01:00'), zone: 'Europe/Amsterdam' };

const form = (
  visitCode: string,
  at: string,
  answers: Record<string, Extent>,
  limb: 'treated' | 'untreated' = 'treated',
): LocalToxicityForm => ({
  participantId: 'p1',
  visitCode,
  limb,
  assessedAt: instant(at),
  answers,
});
const baseline = form('BL', '2025-02-20T10:00:00+01:00', { swelling: 1, 'impaired-function': 0, 'pain-at-site': 0 });
const outcome = (...forms: readonly LocalToxicityForm[]): string =>
  localToxicity([baseline, ...forms], participant, policy, 84).outcome;

describe('local toxicity', () => {
  it.each([
    ['a new item', form('W02', '2025-03-15T10:00:00+01:00', { 'impaired-function': 1 }), 'yes'],
    ['a worse item', form('W02', '2025-03-15T10:00:00+01:00', { swelling: 2 }), 'yes'],
    ['an item as it was', form('W02', '2025-03-15T10:00:00+01:00', { swelling: 1 }), 'no'],
    ['an item that does not count', form('W02', '2025-03-15T10:00:00+01:00', { 'pain-at-site': 2 }), 'no'],
    ['a form before the injection', form('D0', '2025-03-01T11:00:00+01:00', { swelling: 3 }), 'not-assessed'],
    ['the other limb', form('W02', '2025-03-15T10:00:00+01:00', { swelling: 3 }, 'untreated'), 'not-assessed'],
    ['day 84', form('W12', '2025-05-24T23:30:00+02:00', { swelling: 3 }), 'yes'],
    ['a late week-12 visit on day 85', form('W12', '2025-05-25T09:00:00+02:00', { swelling: 3 }), 'not-assessed'],
    [
      'another participant',
      { ...form('W02', '2025-03-15T10:00:00+01:00', { swelling: 3 }), participantId: 'p2' },
      'not-assessed',
    ],
  ])('with %s is answered', (_case, given, expected) => {
    expect(outcome(given)).toBe(expected);
  });

  it('counts presence as new, and says so, when there is no reference', () => {
    const { findings } = localToxicity(
      [form('W02', '2025-03-15T10:00:00+01:00', { swelling: 1 })],
      participant,
      policy,
      84,
    );
    expect(findings).toMatchObject([{ item: 'swelling', change: 'new', withoutReference: true }]);
  });

  it('asks for an adverse event per finding until one is linked, those outside the outcome included', () => {
    const { findings } = localToxicity(
      [baseline, form('W02', '2025-03-15T10:00:00+01:00', { swelling: 2, 'pain-at-site': 1 })],
      participant,
      policy,
      84,
    );
    expect(findings.map(({ item, change }) => [item, change])).toEqual([
      ['swelling', 'worse'],
      ['pain-at-site', 'new'],
    ]);
    const link = { participantId: 'p1', item: 'swelling', visitCode: 'W02', adverseEventId: 'event-1' };
    expect(unlinkedFindings(findings, [link]).map(({ item }) => item)).toEqual(['pain-at-site']);
  });

  it('proposes a term only where the cause is not the question', () => {
    expect(policy.items.map(termProposed)).toEqual(['injection-site-reaction', undefined, 'injection-site-reaction']);
  });

  it('finds on after the cut-off, and in the other limb against its own reference', () => {
    const late = form('W24', '2025-08-16T10:00:00+02:00', { swelling: 2 });
    const other = { ...late, limb: 'untreated' as const };
    const otherBefore = { ...baseline, limb: 'untreated' as const, answers: { swelling: 2 } as const };
    const found = (limb: 'treated' | 'untreated', ...forms: readonly LocalToxicityForm[]) =>
      localFindings([baseline, ...forms], participant, policy, limb).map(({ item, change, visitCode, foundOn }) => [
        ...[item, change, visitCode],
        foundOn.toString(),
      ]);
    expect(found('treated', late, other)).toEqual([['swelling', 'worse', 'W24', '2025-08-16']]);
    expect(found('untreated', late, other)).toEqual([['swelling', 'new', 'W24', '2025-08-16']]);
    expect(found('untreated', other, otherBefore)).toEqual([]);
    expect(outcome(late)).toBe('not-assessed');
  });
});
