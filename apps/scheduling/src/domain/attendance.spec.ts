import { civilDate, instant, instantAt, type Instant } from '@trial/kernel';
import fc from 'fast-check';
import { dayOf, occurredOf, occurrenceOf, positionOfAttendance, readOccurred, spanOf } from './attendance.js';
import { deviationOf } from './deviation.js';
import { treatedAt } from './known-facts.js';
import { planVisits } from './visit-plan.js';
import { positionOf, windowOf, type VisitRule } from './visit-window.js';
import { correctAttendance, planVisit, recordUnscheduledVisit, recordVisit, type Visit } from './visit.js';

const zone = 'Europe/Amsterdam';
const anchorAt = instant('2026-03-03T09:30:00Z');
// Open from 28 March to 3 April; clocks go forward on 29 March.
const w04: VisitRule = { code: 'W04', offset: { days: 28 }, window: { before: 3, after: 3, unit: 'days' } };
// Open from 4 March 22:30 to 6 March 10:30.
const h48: VisitRule = { code: 'H48', offset: { hours: 48 }, window: { before: 12, after: 24, unit: 'hours' } };
const consentedAt = instant('2026-02-24T09:00:00Z');
const at = (now: string) => ({ consentedAt, anchorAt, now: instant(now) });
const visitOf = (rule: VisitRule): Visit => {
  const [planned] = planVisits([rule], treatedAt(anchorAt), zone);
  if (!planned) throw new Error('no visit');
  return planVisit('visit', 'participant', planned);
};
const refusal = (act: () => unknown): string | undefined => {
  try {
    act();
    return undefined;
  } catch (error) {
    return (error as { code: string }).code;
  }
};

describe('when a visit took place', () => {
  it('is typed as a moment or as a date, and as exactly one of them', () => {
    expect(String(readOccurred({ occurredAt: '2026-03-05T10:30+01:00' }))).toBe('2026-03-05T09:30:00Z');
    expect(readOccurred({ occurredOn: '2026-03' })).toBe('2026-03');
    const both = { occurredAt: '2026-03-05T10:30+01:00', occurredOn: '2026-03-05' };
    for (const typed of [{}, both])
      expect(() => readOccurred(typed)).toThrow(expect.objectContaining({ code: 'moment-or-date' }));
    expect(() => readOccurred({ occurredOn: '2026-02-30' })).toThrow(
      expect.objectContaining({ code: 'impossible-date' }),
    );
  });

  it('is kept as it was typed, and a correction leaves one of the two', () => {
    const now = at('2026-05-01T00:00:00Z');
    for (const typed of ['2026', '2026-03', '2026-03-31'])
      expect(recordVisit(visitOf(w04), typed, now)).toMatchObject({ occurredAt: null, occurredOn: typed });
    const known = correctAttendance(recordVisit(visitOf(w04), '2026-03', now), instant('2026-03-30T08:00:00Z'), now);
    expect([String(known.occurredAt), known.occurredOn]).toEqual(['2026-03-30T08:00:00Z', null]);
    expect(correctAttendance(known, '2026-03-30', now)).toMatchObject({ occurredAt: null, occurredOn: '2026-03-30' });
    expect([occurredOf(visitOf(w04)), occurredOf(occurrenceOf('2026'))]).toEqual([null, '2026']);
  });

  it.each([
    ['2026-03-29', '2026-03-28T23:00:00Z', '2026-03-29T21:59:59.999Z', '2026-03-29'],
    ['2026-02', '2026-01-31T23:00:00Z', '2026-02-28T22:59:59.999Z', null],
    ['2026', '2025-12-31T23:00:00Z', '2026-12-31T22:59:59.999Z', null],
  ])('%s means everything from %s to %s', (date, first, last, day) => {
    const span = spanOf(date, zone);
    expect([String(span.first), String(span.last)]).toEqual([first, last]);
    expect(dayOf(date, zone)?.toString() ?? null).toBe(day);
  });

  it.each([
    [w04, '2026-03-27', 'before-window'],
    [w04, '2026-03-28', 'in-window'],
    [w04, '2026-04-03', 'in-window'],
    [w04, '2026-04-04', 'after-window'],
    [w04, '2026-02', 'before-window'],
    [w04, '2026-03', 'uncertain'],
    [w04, '2026-05', 'after-window'],
    [w04, '2026', 'uncertain'],
    [h48, '2026-03-03', 'before-window'],
    [h48, '2026-03-04', 'uncertain'],
    [h48, '2026-03-05', 'in-window'],
    [h48, '2026-03-06', 'uncertain'],
    [h48, '2026-03-07', 'after-window'],
  ])('lies by the window of %j on %s %s', (rule, date, position) => {
    expect(positionOfAttendance(windowOf(rule, anchorAt, zone), date)).toBe(position);
  });

  it('is refused on a date only when every moment of it would be', () => {
    const visit = visitOf(w04);
    const tried = (date: string, now = '2026-05-01T00:00:00Z', of = visit) =>
      refusal(() => recordVisit(of, date, at(now)));
    // 30 April 23:30 in Amsterdam.
    expect(tried('2026-04-30', '2026-04-30T21:30:00Z')).toBeUndefined();
    expect(tried('2026-05-01', '2026-04-30T21:30:00Z')).toBe('visit-in-future');
    expect(tried('2026-05', '2026-04-30T22:30:00Z')).toBeUndefined();
    expect([tried('2026-03-02'), tried('2026-03-03')]).toEqual(['visit-before-anchor', undefined]);
    expect([tried('2026-01'), tried('2026-02'), tried('2026-03')]).toEqual([
      ...['visit-before-consent', 'visit-before-anchor'],
      undefined,
    ]);
    const baseline: Visit = { ...visit, phase: 'before-treatment' };
    const before = (date: string) => tried(date, undefined, baseline);
    expect([before('2026-02-23'), before('2026-02-24'), before('2026-02')]).toEqual([
      'visit-before-consent',
      ...[undefined, undefined],
    ]);
    expect(() => recordVisit(visit, '2027', at('2026-05-01T00:00:00Z'))).toThrow(
      expect.objectContaining({ details: expect.objectContaining({ field: 'occurredOn' }) }),
    );
  });

  it('has an unscheduled visit of a date lie in all days it can mean', () => {
    const visit = recordUnscheduledVisit('id', 'participant', 'UNS-1', '2026-03', zone, at('2026-05-01T00:00:00Z'));
    expect(visit).toMatchObject({ state: 'done', occurredAt: null, occurredOn: '2026-03' });
    expect([visit.targetAt, visit.opensAt, visit.closesAt].map(String)).toEqual([
      ...['2026-02-28T23:00:00Z', '2026-02-28T23:00:00Z', '2026-03-31T22:00:00Z'],
    ]);
    expect(positionOfAttendance(visit, '2026-03')).toBe('in-window');
    expect(refusal(() => recordUnscheduledVisit('', '', '', '2026-06', zone, at('2026-05-01T00:00:00Z')))).toBe(
      'visit-in-future',
    );
  });
});

describe('what is said of a date', () => {
  const rules = fc.oneof(
    fc
      .record({ days: fc.integer({ min: -30, max: 400 }), before: fc.nat(60), after: fc.nat(60) })
      .map(({ days, before, after }): VisitRule => ({
        code: 'V',
        offset: { days },
        window: { before, after, unit: 'days' },
      })),
    fc
      .record({ hours: fc.nat(100), before: fc.nat(200), after: fc.nat(200) })
      .map(({ hours, before, after }): VisitRule => ({
        code: 'V',
        offset: { hours },
        window: { before, after, unit: 'hours' },
      })),
  );
  const zones = fc.constantFrom(zone, 'America/New_York', 'Asia/Kathmandu', 'Pacific/Apia', 'UTC');
  const momentNear = (near: Instant, days: number) =>
    fc.integer({ min: -days * 86_400_000, max: days * 86_400_000 }).map((ms) => instantAt(near.epochMilliseconds + ms));
  /** A window, a moment often near it, and a date that can mean the moment. */
  const cases = fc.tuple(rules, zones, fc.constantFrom(4, 7, 10)).chain(([rule, inZone, length]) => {
    const window = windowOf(rule, anchorAt, inZone);
    return fc
      .oneof(momentNear(window.opensAt, 2), momentNear(window.closesAt, 2), momentNear(anchorAt, 500))
      .map((moment) => ({ window, moment, inZone, date: civilDate(moment, inZone).toString().slice(0, length) }));
  });

  it('is true of every moment it can mean, unless it is said to be uncertain', () => {
    fc.assert(
      fc.property(cases, ({ window, moment, date, inZone }) => {
        const { first, last } = spanOf(date, inZone);
        const position = positionOfAttendance(window, date);
        const each = [first, moment, last].map((possible) => positionOf(window, possible));
        if (position === 'uncertain') expect(each[0]).not.toBe(each[2]);
        else expect(each).toEqual([position, position, position]);
      }),
      { numRuns: 2_000 },
    );
  });

  it('is a deviation only if it was one at every moment, and then the smallest', () => {
    fc.assert(
      fc.property(cases, ({ window, moment, date }) => {
        const [ofDate, ofMoment] = [deviationOf(window, date), deviationOf(window, moment)];
        if (ofDate === 'none') return;
        expect(ofMoment).toMatchObject({ direction: ofDate.direction, unit: ofDate.unit });
        if (ofMoment !== 'none') expect(ofDate.by).toBeLessThanOrEqual(ofMoment.by);
        expect(ofDate.by).toBeGreaterThan(0);
      }),
      { numRuns: 2_000 },
    );
  });

  it('refuses no date of which one moment would be taken', () => {
    const now = anchorAt.add({ hours: 24 * 100 });
    fc.assert(
      fc.property(momentNear(anchorAt, 200), fc.constantFrom(4, 7, 10), (moment, length) => {
        const date = civilDate(moment, zone).toString().slice(0, length);
        const record = (occurred: Instant | string) =>
          refusal(() => recordVisit(visitOf(w04), occurred, { consentedAt, anchorAt, now }));
        if (record(moment) === undefined) expect(record(date)).toBeUndefined();
      }),
    );
  });
});
