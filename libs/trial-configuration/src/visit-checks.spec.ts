import { edited, findingsOf, goodData } from '../test/edited-trial.js';

/** The good file with one more visit, of which the assumptions say nothing they did not say before. */
const withVisit = (visit: object): unknown => {
  const { visits } = goodData as { visits: object[] };
  return edited('visits', [...visits, { name: 'Extra', phase: 'follow-up', ...visit }]);
};
const about = (data: unknown): string[] => findingsOf(data).map(({ field, rule }) => `${field}: ${rule}`);
const days = (before: number, after: number) => ({ before, after, unit: 'days' });

describe('visits that a trial cannot have are refused', () => {
  it.each<[string, object, string]>([
    [
      'an arm that is not there',
      { code: 'X', offset: { days: 100 }, window: days(1, 1), arms: ['msc', 'gold'] },
      'visits.X.arms: there is no arm gold',
    ],
    [
      'an arm named twice',
      { code: 'X', offset: { days: 100 }, window: days(1, 1), arms: ['msc', 'msc'] },
      'visits.X.arms: names an arm twice',
    ],
    [
      'counted from a visit that is not there',
      { code: 'X', offset: { days: 3 }, window: days(1, 1), countedFrom: { visit: 'W99' } },
      'visits.X.countedFrom.visit: there is no visit W99',
    ],
    [
      'counted from itself',
      { code: 'X', offset: { days: 3 }, window: days(1, 1), countedFrom: { visit: 'X' } },
      'visits.X.countedFrom.visit: X must stand before X',
    ],
    [
      'counted from a visit that may never be planned',
      { code: 'X', offset: { days: 3 }, window: days(1, 1), countedFrom: { visit: 'ET' } },
      'visits.X.countedFrom.visit: nothing counts from a visit of early termination',
    ],
    [
      'early termination counted from something else',
      {
        code: 'X',
        phase: 'early-termination',
        offset: { days: 0 },
        window: days(0, 14),
        countedFrom: 'consent',
      },
      'visits.X.countedFrom: a visit of early termination counts from the end of participation',
    ],
    [
      'counted from nothing anybody knows',
      { code: 'X', offset: { days: 3 }, window: days(1, 1), countedFrom: 'birthday' },
      'visits.X.countedFrom: must be consent, randomisation or { visit: code }',
    ],
    [
      'a negative window',
      { code: 'X', offset: { days: 100 }, window: days(-1, 1) },
      'visits.X.window.before: Too small: expected number to be >=0',
    ],
    [
      'a cycle in another unit',
      { code: 'X', offset: { days: 100 }, window: days(1, 1), repeats: { every: { hours: 24 }, times: 2 } },
      'visits.X.repeats.every: a visit planned in hours comes again after hours, one planned in days after days',
    ],
    [
      'a cycle that does not repeat',
      { code: 'X', offset: { days: 100 }, window: days(1, 1), repeats: { every: { days: 7 }, times: 1 } },
      'visits.X.repeats.times: Too small: expected number to be >=2',
    ],
    [
      'rounds of a cycle that share a day',
      { code: 'X', offset: { days: 100 }, window: days(2, 2), repeats: { every: { days: 4 }, times: 2 } },
      'visits.X-2.window: overlaps the window of X-1: no visit may fall in two',
    ],
    [
      'an arm-specific visit that shares a day in a masked trial, where everybody has both',
      { code: 'X', offset: { days: 84 }, window: days(0, 0), arms: ['msc'] },
      'visits.X.window: overlaps the window of W12: no visit may fall in two',
    ],
  ])('%s', (_, visit, finding) => {
    const { visits } = goodData as { visits: object[] };
    const leaving = {
      code: 'ET',
      name: 'Leaving',
      phase: 'early-termination',
      offset: { days: 0 },
      window: days(0, 14),
    };
    const data = edited('visits', [...visits, leaving, { name: 'Extra', phase: 'follow-up', ...visit }]);
    expect(about(data)).toContain(finding);
  });

  it('an arm-specific primary visit: an outcome is everybody’s', () => {
    expect(about(edited('visits/W12/arms', ['msc']))).toContain(
      'visits.W12.arms: the primary and the last visit are those of every arm',
    );
  });

  it('a zone that does not exist', () => {
    expect(about(edited('sites/UMCU/zone', 'Europe/Atlantis'))).toContain(
      'sites.UMCU.zone: must be an IANA time zone such as Europe/Amsterdam',
    );
  });
});

describe('visits that a trial can have', () => {
  it.each<[string, object]>([
    [
      'counted from another visit, whose days it may share',
      { offset: { days: 0 }, window: days(0, 7), countedFrom: { visit: 'W12' } },
    ],
    ['of early termination, at any time', { phase: 'early-termination', offset: { days: 0 }, window: days(0, 14) }],
    [
      'a cycle until follow-up ends',
      {
        offset: { days: 200 },
        window: days(3, 3),
        repeats: { every: { days: 28 }, times: 4 },
        untilFollowUpEnds: true,
      },
    ],
  ])('%s', (_, visit) => {
    expect(about(withVisit({ code: 'X', ...visit })).filter((finding) => finding.startsWith('visits'))).toEqual([]);
  });
});
