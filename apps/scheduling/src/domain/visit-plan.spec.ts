import { instant } from '@trial/kernel';
import vectors from '../../../../test/vectors/visit-windows.json' with { type: 'json' };
import { planVisits } from './visit-plan.js';
import type { VisitRule } from './visit-window.js';

const days = (code: string, offset: number, before: number, after: number): VisitRule => ({
  code,
  offset: { days: offset },
  window: { before, after, unit: 'days' },
});
const rules: readonly VisitRule[] = [
  days('SCR', -28, 0, 27),
  days('BL', 0, 7, 0),
  { code: 'H48', offset: { hours: 48 }, window: { before: 12, after: 24, unit: 'hours' } },
  days('W02', 14, 3, 3),
  days('W04', 28, 3, 3),
  days('W08', 56, 7, 7),
  { ...days('W12', 84, 7, 7), primary: true },
  days('W24', 168, 14, 14),
  { ...days('W52', 364, 21, 21), last: true },
];

describe('the visit plan', () => {
  it.each(vectors.cases)('is the golden plan for an anchor in $name', ({ anchorAt, zone, visits }) => {
    const plan = planVisits(rules, instant(anchorAt), zone);
    expect(
      plan.map(({ visitCode, targetOn, targetAt, opensAt, closesAt }) => ({
        code: visitCode,
        targetOn: targetOn.toString(),
        targetAt: targetAt.toString(),
        opensAt: opensAt.toString(),
        closesAt: closesAt.toString(),
      })),
    ).toEqual(visits);
  });

  it('marks the visit of the primary outcome and the last visit', () => {
    const plan = planVisits(rules, instant('2026-03-03T09:30:00Z'), 'Europe/Amsterdam');
    expect(plan.filter((visit) => visit.primary).map((visit) => visit.visitCode)).toEqual(['W12']);
    expect(plan.filter((visit) => visit.last).map((visit) => visit.visitCode)).toEqual(['W52']);
  });

  it('is refused without visits or with a visit named twice', () => {
    const plan = (list: readonly VisitRule[]) => () => planVisits(list, instant('2026-03-03T09:30:00Z'), 'UTC');
    expect(plan([])).toThrow(expect.objectContaining({ code: 'visit-rules-missing' }));
    expect(plan([days('W02', 14, 3, 3), days('W02', 15, 3, 3)])).toThrow(
      expect.objectContaining({ code: 'visit-code-repeated' }),
    );
  });
});
