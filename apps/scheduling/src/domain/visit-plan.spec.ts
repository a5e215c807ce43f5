import { civilDate, instant } from '@trial/kernel';
import vectors from '../../../../test/vectors/visit-windows.json' with { type: 'json' };
import { knowing, treatedAt } from './known-facts.js';
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
    const plan = planVisits(rules, treatedAt(instant(anchorAt)), zone);
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
    const plan = planVisits(rules, treatedAt(instant('2026-03-03T09:30:00Z')), 'Europe/Amsterdam');
    expect(plan.filter((visit) => visit.primary).map((visit) => visit.visitCode)).toEqual(['W12']);
    expect(plan.filter((visit) => visit.last).map((visit) => visit.visitCode)).toEqual(['W52']);
  });

  it('is refused without visits or with a visit named twice', () => {
    const plan = (list: readonly VisitRule[]) => () =>
      planVisits(list, treatedAt(instant('2026-03-03T09:30:00Z')), 'UTC');
    expect(plan([])).toThrow(expect.objectContaining({ code: 'visit-rules-missing' }));
    expect(plan([days('W02', 14, 3, 3), days('W02', 15, 3, 3)])).toThrow(
      expect.objectContaining({ code: 'visit-code-repeated' }),
    );
  });
});

describe('a plan as far as the facts carry', () => {
  const zone = 'Europe/Amsterdam';
  const consentedAt = instant('2026-02-24T09:00:00Z');
  const randomisedAt = instant('2026-03-03T08:00:00Z');
  const anchorAt = instant('2026-03-04T09:30:00Z');
  const screening: VisitRule = { ...days('SCR', -28, 0, 27), phase: 'before-treatment' };
  const baseline: VisitRule = { ...days('BL', -7, 0, 7), phase: 'before-treatment' };
  const treatment: VisitRule = { ...days('D0', 0, 0, 0), phase: 'treatment' };
  const all = [screening, baseline, treatment, days('W02', 14, 3, 3)];
  const inWords = (list: readonly VisitRule[], facts: Parameters<typeof knowing>[0]) =>
    planVisits(list, knowing(facts), zone).map(
      ({ visitCode, opensAt, closesAt, provisional }) =>
        `${visitCode} ${civilDate(opensAt, zone).toString()}..${civilDate(closesAt.subtract({ milliseconds: 1 }), zone).toString()}${provisional ? ' provisional' : ''}`,
    );
  const atConsent = { at: instant('2026-03-24T00:00+01:00'), basis: 'consent', provisional: true } as const;

  it('is empty before consent', () => {
    expect(inWords(all, {})).toEqual([]);
  });

  it('holds after consent what comes before treatment, open from that day on', () => {
    expect(inWords(all, { consentedAt, anchor: atConsent })).toEqual([
      'SCR 2026-02-24..2026-03-23 provisional',
      'BL 2026-02-24..2026-03-24 provisional',
      'D0 2026-03-24..2026-03-24 provisional',
    ]);
  });

  it('holds after randomisation everything, still provisional', () => {
    const anchor = { at: randomisedAt, basis: 'randomisation', provisional: true } as const;
    expect(inWords(all, { consentedAt, randomisedAt, anchor })).toEqual([
      'SCR 2026-02-03..2026-03-02 provisional',
      'BL 2026-02-24..2026-03-03 provisional',
      'D0 2026-03-03..2026-03-03 provisional',
      'W02 2026-03-14..2026-03-20 provisional',
    ]);
  });

  it('keeps what comes before treatment open as long as treatment may still follow the screening', () => {
    const anchor = { at: randomisedAt, basis: 'randomisation', provisional: true } as const;
    const facts = { consentedAt, randomisedAt, anchor, screeningEndsAt: atConsent.at };
    expect(inWords(all.slice(0, 3), facts)).toEqual([
      'SCR 2026-02-03..2026-03-23 provisional',
      'BL 2026-02-24..2026-03-24 provisional',
      'D0 2026-03-03..2026-03-03 provisional',
    ]);
  });

  it('is firm once treatment was given', () => {
    expect(inWords(all, treatedAt(anchorAt, { consentedAt }))).toEqual([
      'SCR 2026-02-04..2026-03-03',
      'BL 2026-02-25..2026-03-04',
      'D0 2026-03-04..2026-03-04',
      'W02 2026-03-15..2026-03-21',
    ]);
  });

  it('counts from consent, from randomisation, and from a visit as it took place; until then from its target', () => {
    const list: readonly VisitRule[] = [
      { ...days('C', 30, 0, 0), countedFrom: 'consent' },
      { ...days('R', 30, 0, 0), countedFrom: 'randomisation' },
      days('W02', 14, 3, 3),
      { ...days('CALL', 2, 0, 1), countedFrom: { visit: 'W02' } },
    ];
    const facts = treatedAt(anchorAt, { consentedAt, randomisedAt });
    expect(inWords(list, facts)).toEqual([
      'C 2026-03-26..2026-03-26',
      'R 2026-04-02..2026-04-02',
      'W02 2026-03-15..2026-03-21',
      'CALL 2026-03-20..2026-03-21 provisional',
    ]);
    const attended = new Map([['W02', instant('2026-03-25T23:30:00Z')]]);
    expect(inWords(list, { ...facts, attended }).at(-1)).toBe('CALL 2026-03-28..2026-03-29');
    expect(inWords(list.slice(3), facts)).toEqual([]);
  });

  it('counts days from a known day, and nothing from less than that: then a visit stays provisional', () => {
    const list: readonly VisitRule[] = [
      days('W02', 14, 3, 3),
      { ...days('CALL', 2, 0, 1), countedFrom: { visit: 'W02' } },
      {
        code: 'H',
        offset: { hours: 48 },
        window: { before: 1, after: 1, unit: 'hours' },
        countedFrom: { visit: 'W02' },
      },
    ];
    const when = (occurred: string) =>
      inWords(list, treatedAt(anchorAt, { consentedAt, attended: new Map([['W02', occurred]]) })).slice(1);
    expect(when('2026-03-26')).toEqual(['CALL 2026-03-28..2026-03-29', expect.stringMatching(/^H .* provisional$/)]);
    for (const less of ['2026-03', '2026'])
      expect(when(less)).toEqual([
        'CALL 2026-03-20..2026-03-21 provisional',
        expect.stringMatching(/^H .* provisional$/),
      ]);
  });

  it('holds a visit of early termination for who left early, from that moment', () => {
    const leaving: VisitRule = { ...days('ET', 0, 0, 14), phase: 'early-termination' };
    expect(inWords([...all, leaving], treatedAt(anchorAt)).at(-1)).toMatch(/^W02/);
    expect(inWords([leaving], { leftEarlyAt: instant('2026-04-01T22:30:00Z') })).toEqual(['ET 2026-04-02..2026-04-16']);
  });

  it('ends variable follow-up with the trial: what would open after that day is not held', () => {
    const cycle = [28, 56, 84].map((day): VisitRule => ({ ...days(`V${day}`, day, 3, 3), untilFollowUpEnds: true }));
    const held = (followUpEndsAt: string | null) =>
      planVisits(
        [...cycle, days('END', 100, 0, 0)],
        treatedAt(anchorAt, { followUpEndsAt: followUpEndsAt === null ? null : instant(followUpEndsAt) }),
        zone,
      ).map(({ visitCode }) => visitCode);
    expect(held(null)).toEqual(['V28', 'V56', 'V84', 'END']);
    // V56 opens on 26 April at 00:00 in Amsterdam.
    expect(held('2026-04-26T00:00:00.001+02:00')).toEqual(['V28', 'V56', 'END']);
    expect(held('2026-04-26T00:00+02:00')).toEqual(['V28', 'END']);
  });
});
