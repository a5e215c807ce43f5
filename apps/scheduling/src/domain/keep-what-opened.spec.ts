import { instant } from '@trial/kernel';
import { keepWhatOpened } from './keep-what-opened.js';
import { knowing } from './known-facts.js';
import { planVisits } from './visit-plan.js';
import { cancelVisit, planVisit, type Visit } from './visit.js';

const at = instant('2026-03-01T09:00:00Z');
const later = instant('2026-03-09T09:00:00Z');
const rules = [2, 4].map((n) => ({
  ...{ code: `W0${n}`, offset: { days: 7 * n } },
  window: { before: 3, after: 3, unit: 'days' as const },
}));
const planned = (anchorAt: typeof at, provisional: boolean, contactOnly: boolean) =>
  planVisits(rules, knowing({ anchor: { basis: 'randomisation', at: anchorAt, provisional }, contactOnly }), 'UTC');
const visits = planned(at, false, true).map((each) => planVisit(each.visitCode, 'participant', each));
const inWords = (plan: readonly Pick<Visit, 'visitCode' | 'targetOn' | 'provisional' | 'contactOnly'>[]) =>
  plan.map(({ visitCode, targetOn, provisional, contactOnly }) =>
    [visitCode, targetOn.toString(), ...(provisional ? ['provisional'] : []), ...(contactOnly ? ['contact'] : [])].join(
      ' ',
    ),
  );
const w02HasOpened = ({ visitCode }: Visit) => visitCode === 'W02';

describe('a window that opened', () => {
  it('does not become provisional again, as all others do', () => {
    expect(inWords(keepWhatOpened(planned(at, true, false), visits, w02HasOpened))).toEqual([
      'W02 2026-03-15 contact',
      'W04 2026-03-29 provisional',
    ]);
  });

  it('moves with day 0, and goes on asking what it asked', () => {
    expect(inWords(keepWhatOpened(planned(later, false, false), visits, w02HasOpened))).toEqual([
      'W02 2026-03-23 contact',
      'W04 2026-04-06',
    ]);
  });

  it('of a visit that was cancelled keeps nothing', () => {
    const cancelled = visits.map((visit) => cancelVisit(visit, 'no-longer-planned'));
    const plan = planned(at, true, false);
    expect(keepWhatOpened(plan, cancelled, () => true)).toEqual(plan);
  });
});
