import { instant, plainDate } from '@trial/kernel';
import { treatedAt } from './known-facts.js';
import { daysFromTarget, deviationOf, draftDeviation, draftTooSoon, isSameDeviation } from './deviation.js';
import { planVisits } from './visit-plan.js';
import { windowOf, type VisitRule } from './visit-window.js';
import { cancelVisit, missVisit, planVisit, recordVisit, type Visit } from './visit.js';

const zone = 'Europe/Amsterdam';
const anchorAt = instant('2026-03-03T09:30:00Z');
const w04: VisitRule = { code: 'W04', offset: { days: 28 }, window: { before: 3, after: 3, unit: 'days' } };
const h48: VisitRule = { code: 'H48', offset: { hours: 48 }, window: { before: 12, after: 24, unit: 'hours' } };

describe('the deviation of a visit', () => {
  // Week 4 is open from 28 March to 3 April; clocks go forward on 29 March.
  it.each([
    ['2026-03-28T00:00+01:00', 'none'],
    ['2026-04-03T23:59:59+02:00', 'none'],
    ['2026-03-27T23:59:59+01:00', { direction: 'early', by: 1, unit: 'days' }],
    ['2026-03-20T12:00+01:00', { direction: 'early', by: 8, unit: 'days' }],
    ['2026-04-04T00:00+02:00', { direction: 'late', by: 1, unit: 'days' }],
    ['2026-04-05T23:59+02:00', { direction: 'late', by: 2, unit: 'days' }],
  ])('of week 4 at %s is %j', (at, deviation) => {
    expect(deviationOf(windowOf(w04, anchorAt, zone), instant(at))).toEqual(deviation);
  });

  it.each([
    [36, 'none'],
    [72, 'none'],
    [35.5, { direction: 'early', by: 1, unit: 'hours' }],
    [34, { direction: 'early', by: 2, unit: 'hours' }],
    [72.25, { direction: 'late', by: 1, unit: 'hours' }],
    [75, { direction: 'late', by: 3, unit: 'hours' }],
  ])('of the 48-hour visit after %d hours is %j', (hours, deviation) => {
    const at = anchorAt.add({ milliseconds: hours * 3_600_000 });
    expect(deviationOf(windowOf(h48, anchorAt, zone), at)).toEqual(deviation);
  });

  it('counts civil days of the zone, not stretches of 24 hours', () => {
    const closing = windowOf(
      { ...w04, window: { before: 3, after: 0, unit: 'days' } },
      instant('2025-09-27T10:00:00Z'),
      zone,
    );
    // The window ends with 25 October; the night after it has 25 hours.
    expect(deviationOf(closing, instant('2025-10-26T23:30+01:00'))).toEqual({ direction: 'late', by: 1, unit: 'days' });
  });
});

describe('the distance from the target', () => {
  it.each([
    [w04, '2026-03-27T23:59:59+01:00', -4],
    [w04, '2026-03-31T00:00+02:00', 0],
    [w04, '2026-04-02T23:59+02:00', 2],
    [h48, '2026-03-05T23:59+01:00', 0],
    [h48, '2026-03-06T00:00+01:00', 1],
  ])('of %j at %s is %i civil days', (rule, at, days) => {
    expect(daysFromTarget(windowOf(rule, anchorAt, zone), instant(at))).toBe(days);
  });

  it('is known of a day and not of a month', () => {
    const window = windowOf(w04, anchorAt, zone);
    expect([daysFromTarget(window, '2026-03-29'), daysFromTarget(window, '2026-03')]).toEqual([-2, null]);
  });
});

describe('what is drafted of a visit', () => {
  const moments = { consentedAt: null, anchorAt, now: instant('2027-01-01T00:00:00Z') };
  const visitOf = (rule: VisitRule): Visit => {
    const [planned] = planVisits([rule], treatedAt(anchorAt), zone);
    if (!planned) throw new Error('no visit');
    return planVisit('visit', 'participant', planned);
  };
  const w02 = visitOf({ code: 'W02', offset: { days: 14 }, window: { before: 3, after: 3, unit: 'days' } });
  const twoDays = visitOf(h48);
  const rule = 'W02 takes place from 2026-03-14 to 2026-03-20';

  it('is how far outside its window it took place, with the window in words of the site', () => {
    expect(draftDeviation(recordVisit(w02, instant('2026-03-20T23:00:00Z'), moments))).toEqual({
      kind: 'visit-late',
      rule,
      distance: 1,
      unit: 'days',
    });
    expect(draftDeviation(recordVisit(w02, instant('2026-03-10T09:00:00Z'), moments))).toMatchObject({
      kind: 'visit-early',
      distance: 4,
    });
    expect(draftDeviation(recordVisit(twoDays, instant('2026-03-04T20:30:00Z'), moments))).toEqual({
      kind: 'visit-early',
      rule: 'H48 takes place from 2026-03-04T22:30 Europe/Amsterdam to 2026-03-06T10:30 Europe/Amsterdam',
      distance: 1,
      unit: 'hours',
    });
  });

  it('is of a date how far outside it was at least, and nothing when it may have been inside', () => {
    const draftOf = (visit: Visit, date: string) => draftDeviation(recordVisit(visit, date, moments));
    expect(draftOf(w02, '2026-03-21')).toEqual({ kind: 'visit-late', rule, distance: 1, unit: 'days' });
    expect(draftOf(w02, '2026-04')).toEqual({ kind: 'visit-late', rule, distance: 12, unit: 'days' });
    expect(draftOf(twoDays, '2026-03-03')).toMatchObject({ kind: 'visit-early', distance: 23, unit: 'hours' });
    for (const date of ['2026-03-20', '2026-03', '2026']) expect(draftOf(w02, date)).toBe('none');
    expect(draftOf(twoDays, '2026-03-04')).toBe('none');
  });

  it('is that it was missed', () => {
    const missed = missVisit(w02, 'ill', instant('2026-03-21T00:00:00Z'));
    expect(draftDeviation(missed)).toEqual({ kind: 'visit-missed', rule, distance: null, unit: null });
  });

  it('is nothing inside the window, of a visit to come, of one nobody planned, or while the window may move', () => {
    const late = recordVisit(w02, instant('2026-03-21T09:00:00Z'), moments);
    for (const visit of [
      w02,
      recordVisit(w02, instant('2026-03-17T09:00:00Z'), moments),
      cancelVisit(w02, 'withdrawn'),
      { ...late, provisional: true },
      { ...late, kind: 'unscheduled' as const },
    ])
      expect(draftDeviation(visit)).toBe('none');
  });

  it('is the same as before exactly when nothing of it changed', () => {
    const drafted = draftDeviation(recordVisit(w02, instant('2026-03-21T09:00:00Z'), moments));
    if (drafted === 'none') throw new Error('nothing drafted');
    expect(isSameDeviation(null, 'none')).toBe(true);
    expect(isSameDeviation(drafted, { ...drafted })).toBe(true);
    expect(isSameDeviation(drafted, 'none')).toBe(false);
    expect(isSameDeviation(null, drafted)).toBe(false);
    for (const change of [{ distance: 2 }, { kind: 'visit-early' }, { rule: 'another' }, { unit: 'hours' }] as const)
      expect(isSameDeviation(drafted, { ...drafted, ...change })).toBe(false);
  });
});

describe('a treatment too near to those before', () => {
  const earliest = { on: plainDate('2026-03-17'), rule: 'not before' };

  it('deviates by the days it lacks, and not from that day on', () => {
    expect(draftTooSoon(plainDate('2026-03-16'), earliest)).toEqual({
      ...{ kind: 'treated-too-soon', rule: 'not before', distance: 1, unit: 'days' },
    });
    expect(draftTooSoon(plainDate('2026-03-17'), earliest)).toBe('none');
    expect(draftTooSoon(plainDate('2026-03-01'), null)).toBe('none');
  });
});
