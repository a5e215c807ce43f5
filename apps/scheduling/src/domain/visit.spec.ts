import { instant } from '@trial/kernel';
import { treatedAt } from './known-facts.js';
import { planVisits } from './visit-plan.js';
import {
  attendTreatment,
  cancelVisit,
  correctAttendance,
  excludeVisit,
  missVisit,
  planVisit,
  recordUnscheduledVisit,
  recordVisit,
  rescheduleVisit,
  standingOf,
  type Visit,
} from './visit.js';
import { positionOf } from './visit-window.js';

/** Jest sees no difference between two Temporal values; between their texts it does. */
function asText(value: unknown): object {
  const text: object = JSON.parse(JSON.stringify(value));
  return text;
}

const zone = 'Europe/Amsterdam';
const w12 = { code: 'W12', offset: { days: 84 }, window: { before: 7, after: 7, unit: 'days' } } as const;
const anchorAt = instant('2026-03-03T09:30:00Z');
const consentedAt = instant('2026-02-24T09:00:00Z');
const at = (now: typeof anchorAt) => ({ consentedAt, anchorAt, now });
const visits = planVisits([w12], treatedAt(anchorAt), zone).map((planned) =>
  planVisit('visit', 'participant', planned),
);
const planned: Visit = visits[0] ?? recordUnscheduledVisit('', '', '', anchorAt, zone, at(anchorAt));

const opens = instant('2026-05-19T00:00+02:00');
const target = instant('2026-05-26T00:00+02:00');
const closes = instant('2026-06-03T00:00+02:00');
const longAfter = instant('2026-08-01T00:00+02:00');
const justBefore = (at: typeof opens) => at.subtract({ milliseconds: 1 });

const done = recordVisit(planned, target, at(longAfter));
const missed = missVisit(planned, 'admitted elsewhere', closes);
const cancelled = cancelVisit(planned, 'withdrawn');
const excluded = excludeVisit(planned, 'no uterus');

describe('a planned visit', () => {
  it.each([
    ['upcoming', justBefore(opens)],
    ['open', opens],
    ['open', justBefore(target)],
    ['due', target],
    ['due', justBefore(closes)],
    ['overdue', closes],
    ['overdue', longAfter],
  ])('is %s at %s', (standing, now) => {
    expect(standingOf(planned, now)).toBe(standing);
  });

  it('is closed once somebody settled it, whatever the clock says', () => {
    for (const visit of [done, missed, cancelled, excluded]) {
      expect([opens, target, longAfter].map((now) => standingOf(visit, now))).toEqual(['closed', 'closed', 'closed']);
    }
  });

  it('never changes its state by itself', () => {
    expect(planned.state).toBe('planned');
    expect(standingOf(planned, longAfter)).toBe('overdue');
    expect(planned).not.toHaveProperty('standing');
  });
});

describe('recording a visit', () => {
  it('keeps target and window and adds when it took place', () => {
    expect(asText(done)).toEqual(asText({ ...planned, state: 'done', occurredAt: target }));
    expect(positionOf(done, target)).toBe('in-window');
  });

  it.each([
    ['before-window', justBefore(opens)],
    ['after-window', closes],
  ])('stores it %s, unmoved, and says so for ever', (position, occurredAt) => {
    const visit = recordVisit(planned, occurredAt, at(longAfter));
    expect(asText(visit)).toMatchObject(
      asText({ state: 'done', occurredAt, opensAt: opens, targetAt: target, closesAt: closes }),
    );
    expect(visit.occurredAt && positionOf(visit, visit.occurredAt)).toBe(position);
  });

  it('is refused before the anchor for a visit that follows it, and taken for one that precedes it', () => {
    const beforeAnchor = anchorAt.subtract({ milliseconds: 1 });
    expect(() => recordVisit(planned, beforeAnchor, at(longAfter))).toThrow(
      expect.objectContaining({ code: 'visit-before-anchor' }),
    );
    expect(recordVisit(planned, anchorAt, at(longAfter)).state).toBe('done');
    const baseline: Visit = { ...planned, phase: 'before-treatment' };
    expect(recordVisit(baseline, beforeAnchor, at(longAfter)).state).toBe('done');
  });

  it('is refused before consent, and for a follow-up visit while nothing was given', () => {
    const beforeConsent = consentedAt.subtract({ milliseconds: 1 });
    const baseline: Visit = { ...planned, phase: 'before-treatment' };
    expect(() => recordVisit(baseline, beforeConsent, at(longAfter))).toThrow(
      expect.objectContaining({ code: 'visit-before-consent' }),
    );
    expect(recordVisit(baseline, consentedAt, at(longAfter)).state).toBe('done');
    expect(() => recordVisit(planned, target, { ...at(longAfter), anchorAt: null })).toThrow(
      expect.objectContaining({ code: 'visit-before-anchor' }),
    );
  });

  it('takes a visit that was declared missed and took place after all', () => {
    expect(recordVisit(missed, closes, at(longAfter))).toMatchObject({ state: 'done', reason: null });
  });

  it('is refused twice, in the future, and for visits that do not take place', () => {
    expect(() => recordVisit(done, target, at(longAfter))).toThrow(
      expect.objectContaining({ code: 'visit-already-settled' }),
    );
    expect(() => recordVisit(planned, longAfter, at(target))).toThrow(
      expect.objectContaining({ code: 'visit-in-future' }),
    );
    expect(() => recordVisit(cancelled, target, at(longAfter))).toThrow(
      expect.objectContaining({ code: 'visit-already-settled' }),
    );
    expect(() => recordVisit(excluded, target, at(longAfter))).toThrow(
      expect.objectContaining({ code: 'visit-already-settled' }),
    );
  });
});

describe('missing, cancelling and excluding', () => {
  it('are stored with the reason a person gave', () => {
    expect(asText(missed)).toMatchObject(asText({ state: 'missed', reason: 'admitted elsewhere', targetAt: target }));
    expect(cancelled).toMatchObject({ state: 'cancelled', reason: 'withdrawn' });
    expect(excluded).toMatchObject({ state: 'not-applicable', reason: 'no uterus' });
  });

  it('need a reason', () => {
    expect(() => missVisit(planned, ' ', closes)).toThrow(expect.objectContaining({ code: 'reason-missing' }));
    expect(() => cancelVisit(planned, '')).toThrow(expect.objectContaining({ code: 'reason-missing' }));
    expect(() => excludeVisit(planned, '')).toThrow(expect.objectContaining({ code: 'reason-missing' }));
  });

  it('concern planned visits only', () => {
    for (const visit of [done, missed, cancelled, excluded]) {
      expect(() => missVisit(visit, 'why', closes)).toThrow(expect.objectContaining({ code: 'visit-already-settled' }));
      expect(() => cancelVisit(visit, 'why')).toThrow(expect.objectContaining({ code: 'visit-already-settled' }));
      expect(() => excludeVisit(visit, 'why')).toThrow(expect.objectContaining({ code: 'visit-already-settled' }));
    }
  });

  it('a visit cannot be missed before its window opens', () => {
    expect(() => missVisit(planned, 'on holiday', justBefore(opens))).toThrow(
      expect.objectContaining({ code: 'window-not-open-yet' }),
    );
    expect(missVisit(planned, 'on holiday', opens).state).toBe('missed');
  });
});

describe('the appointment', () => {
  it('moves and leaves the window where it was, also when it lies outside', () => {
    const visit = rescheduleVisit(planned, longAfter, opens);
    expect(asText(visit)).toEqual(asText({ ...planned, plannedFor: longAfter }));
    expect(positionOf(visit, longAfter)).toBe('after-window');
  });

  it('lies ahead and belongs to a planned visit', () => {
    expect(() => rescheduleVisit(planned, opens, target)).toThrow(
      expect.objectContaining({ code: 'appointment-in-past' }),
    );
    expect(() => rescheduleVisit(done, longAfter, target)).toThrow(
      expect.objectContaining({ code: 'visit-already-settled' }),
    );
  });
});

describe('an unscheduled visit', () => {
  const occurredAt = instant('2026-04-02T23:30+02:00');

  it('is done when it is recorded and lies within its own day', () => {
    const visit = recordUnscheduledVisit('visit', 'participant', 'UNS', occurredAt, zone, at(longAfter));
    expect(asText(visit)).toMatchObject(
      asText({ kind: 'unscheduled', visitCode: 'UNS', state: 'done', occurredAt, primary: false }),
    );
    expect(visit.targetOn.toString()).toBe('2026-04-02');
    expect(positionOf(visit, occurredAt)).toBe('in-window');
  });

  it('is not recorded before it took place', () => {
    expect(() => recordUnscheduledVisit('visit', 'participant', 'UNS', longAfter, zone, at(occurredAt))).toThrow(
      expect.objectContaining({ code: 'visit-in-future' }),
    );
  });
});

describe('correcting an attendance', () => {
  it('moves when it took place and nothing else', () => {
    expect(asText(correctAttendance(done, closes, at(longAfter)))).toEqual(asText({ ...done, occurredAt: closes }));
  });

  it('is held against what an attendance is held against, and is of a visit that is done', () => {
    expect(() => correctAttendance(done, longAfter, at(closes))).toThrow(
      expect.objectContaining({ code: 'visit-in-future' }),
    );
    expect(() => correctAttendance(done, consentedAt, at(longAfter))).toThrow(
      expect.objectContaining({ code: 'visit-before-anchor' }),
    );
    expect(() => correctAttendance(planned, target, at(longAfter))).toThrow(
      expect.objectContaining({ code: 'visit-not-done' }),
    );
  });
});

describe('a visit of treatment', () => {
  const treatment: Visit = { ...planned, phase: 'treatment' };
  const isTreatment = expect.objectContaining({
    code: 'visit-is-treatment',
    details: expect.objectContaining({ rule: expect.stringContaining('administration or dose') }),
  });

  it('takes place through what is given at it, also after it was missed or excluded, and moves when that time is corrected', () => {
    const otherwise = [missVisit(treatment, 'ill', closes), excludeVisit(treatment, 'not given')];
    for (const visit of [treatment, ...otherwise])
      expect(asText(attendTreatment(visit, target, at(longAfter)))).toEqual(asText({ ...done, phase: 'treatment' }));
    const given = attendTreatment(treatment, target, at(longAfter));
    expect(asText(attendTreatment(given, closes, at(longAfter)))).toEqual(asText({ ...given, occurredAt: closes }));
  });

  it('is neither recorded nor corrected by hand, whatever became of it', () => {
    const given = attendTreatment(treatment, target, at(longAfter));
    for (const visit of [treatment, missVisit(treatment, 'ill', closes), excludeVisit(treatment, 'not given'), given]) {
      expect(() => recordVisit(visit, target, at(longAfter))).toThrow(isTreatment);
      expect(() => correctAttendance(visit, target, at(longAfter))).toThrow(isTreatment);
    }
  });

  it('is held against what an attendance is held against', () => {
    expect(() => attendTreatment(treatment, longAfter, at(closes))).toThrow(
      expect.objectContaining({ code: 'visit-in-future' }),
    );
    expect(() => attendTreatment({ ...cancelled, phase: 'treatment' }, target, at(longAfter))).toThrow(
      expect.objectContaining({ code: 'visit-already-settled' }),
    );
  });

  it('can be missed, excluded and given an appointment', () => {
    expect(missVisit(treatment, 'nothing was given', closes).state).toBe('missed');
    expect(excludeVisit(treatment, 'not given').state).toBe('not-applicable');
    expect(asText(rescheduleVisit(treatment, longAfter, opens))).toMatchObject(asText({ plannedFor: longAfter }));
  });
});
