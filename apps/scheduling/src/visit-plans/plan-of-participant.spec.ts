import { instant } from '@trial/kernel';
import { Trials } from '@trial/trial-configuration';
import fc from 'fast-check';
import type { PlannedVisit } from '../domain/visit-plan.js';
import { anchorOfParticipant, planOfParticipant, type PlanBasis, type PlanRules } from './plan-of-participant.js';

const found = Trials.fromFolder('deploy/trials')
  .all()
  .find(({ visits }) => visits.some(({ code }) => code === 'H48'));
if (!found) throw new Error('no trial has a visit after 48 hours');
const trial: PlanRules = found;
const withoutSection: PlanRules = { anchor: trial.anchor, masking: trial.masking, visits: trial.visits };

const consentedAt = instant('2025-02-25T09:00:00Z');
const randomisedAt = instant('2025-03-03T08:00:00Z');
const nobody: PlanBasis = {
  ...{ consentedAt: null, randomisedAt: null, anchorAt: null, treatmentRuledOutAt: null, treatmentDecision: 0 },
  ...{ arm: null, zone: 'Europe/Amsterdam', endedAs: null, endedAt: null },
};
const ruledOutOn = (at: string, more: Partial<PlanBasis> = {}): PlanBasis => ({
  ...{ ...nobody, consentedAt, randomisedAt, treatmentRuledOutAt: instant(at), treatmentDecision: 1 },
  ...more,
});
const inWords = ({ visitCode, targetOn, provisional, contactOnly }: PlannedVisit) =>
  `${visitCode} ${targetOn.toString()}${provisional ? ' provisional' : ''}${contactOnly ? ' contact' : ''}`;
const planOf = (participant: PlanBasis, rules = trial) => planOfParticipant(rules, participant, [], null).map(inWords);

describe('the plan of somebody who will not be treated', () => {
  it('is contact from randomisation on, at the visits of the trial file', () => {
    expect(planOf(ruledOutOn('2025-03-05T12:00:00Z'))).toEqual([
      'W04 2025-03-31 contact',
      'W12 2025-05-26 contact',
      'W24 2025-08-18 contact',
      'W52 2026-03-02 contact',
    ]);
  });

  it('has every follow-up visit where the file does not say which', () => {
    const plan = planOf(ruledOutOn('2025-03-05T12:00:00Z'), withoutSection);
    expect(plan.map((visit) => visit.split(' ')[0])).toEqual(['H48', 'W02', 'W04', 'W08', 'W12', 'W24', 'W52']);
  });

  it('has none whose window was over when that was decided, which is its last moment', () => {
    // W04 may be held until the end of 3 April in Amsterdam.
    const firstOf = (at: string) => planOf(ruledOutOn(at))[0];
    expect(firstOf('2025-04-03T21:59:59.999Z')).toBe('W04 2025-03-31 contact');
    expect(firstOf('2025-04-03T22:00:00.000Z')).toBe('W12 2025-05-26 contact');
  });

  it('has all of them where day 0 is randomisation anyway: those before could take place', () => {
    const rules: PlanRules = { ...trial, anchor: { event: 'randomisation', ifNeverTreated: 'randomisation' } };
    expect(planOf(ruledOutOn('2025-06-30T12:00:00Z'), rules)[0]).toBe('W04 2025-03-31 contact');
  });

  it('is that of treatment once something was given, whatever was said before', () => {
    const treated = { ...nobody, consentedAt, randomisedAt, anchorAt: instant('2025-03-04T09:30:00Z') };
    const said = { treatmentRuledOutAt: instant('2025-03-05T12:00:00Z'), treatmentDecision: 1 };
    expect(planOf({ ...treated, ...said })).toEqual(planOf(treated));
    expect(anchorOfParticipant(trial, { ...treated, ...said })?.basis).toBe('treatment');
  });

  it('does not depend on the arm', () => {
    for (const arm of found.arms.map(({ code }) => code))
      expect(planOf(ruledOutOn('2025-03-05T12:00:00Z', { arm }))).toEqual(planOf(ruledOutOn('2025-03-05T12:00:00Z')));
  });
});

/** What an event adds to what is known, as the handlers add it: of decisions the highest number counts. */
type News = (known: PlanBasis) => PlanBasis;
const decision =
  (number: number, at: string | null): News =>
  (known) =>
    number <= known.treatmentDecision
      ? known
      : { ...known, treatmentDecision: number, treatmentRuledOutAt: at === null ? null : instant(at) };

it('the plan is the same in whatever order it is heard that somebody will not be treated, and will be after all', () => {
  const stories: readonly (readonly News[])[] = [
    [decision(1, '2025-03-05T12:00:00Z')],
    [decision(1, '2025-03-05T12:00:00Z'), decision(2, null)],
    [decision(1, '2025-03-05T12:00:00Z'), decision(2, null), decision(3, '2025-03-20T12:00:00Z')],
  ];
  const facts: readonly News[] = [(known) => ({ ...known, consentedAt }), (known) => ({ ...known, randomisedAt })];
  const treated: News = (known) => ({ ...known, anchorAt: instant('2025-03-21T09:30:00Z') });
  const told = fc
    .record({ story: fc.constantFrom(...stories), isTreated: fc.boolean() })
    .map(({ story, isTreated }) => [...facts, ...story, ...(isTreated ? [treated] : [])]);
  const heard = told.chain((inOrder) =>
    fc.shuffledSubarray([...inOrder, ...inOrder], { minLength: inOrder.length * 2 }).map((shuffled) => ({
      inOrder,
      shuffled,
    })),
  );
  fc.assert(
    fc.property(heard, ({ inOrder, shuffled }) => {
      const after = (news: readonly News[]) => planOf(news.reduce((known, add) => add(known), nobody));
      expect(after(shuffled)).toEqual(after(inOrder));
    }),
  );
});
