import fc from 'fast-check';
import { instant, plainDate, type Rejection } from '@trial/kernel';
import {
  annualReport,
  annualReportAfter,
  answerSponsorClock,
  reportableFact,
  sponsorClockState,
  type SponsorClock,
  type SponsorPolicy,
} from './sponsor-clock.js';

const policy: SponsorPolicy = {
  zone: 'Europe/Amsterdam',
  urgentSafetyMeasureDays: 7,
  seriousBreachDays: 7,
  benefitRiskDays: 15,
  annualReportDays: 60,
};
const now = instant('2025-03-10T08:00:00Z');
const refused = (code: string, field?: string): Rejection =>
  expect.objectContaining({ code, ...(field ? { details: expect.objectContaining({ field }) } : {}) }) as Rejection;

describe('a fact that the sponsor reports', () => {
  it.each([
    ['urgent-safety-measure', '2025-03-11', 7],
    ['serious-breach', '2025-03-11', 7],
    ['benefit-risk', '2025-03-19', 15],
  ] as const)('%s is due on %s', (clock, dueOn, days) => {
    // 23:30Z is half past midnight in Amsterdam: the 4th is day 0.
    const times = reportableFact(clock, instant('2025-03-03T23:30:00Z'), policy, now);
    expect({ ...times, dueOn: times.dueOn.toString(), dayZeroOn: times.dayZeroOn.toString() }).toMatchObject({
      ...{ clock, dayZeroOn: '2025-03-04', dueOn, inputs: { days } },
    });
    expect(times.dueAt.toString()).toBe(`${plainDate(dueOn).toString()}T23:00:00Z`);
  });

  it('may be strict in one trial', () => {
    const strict = { ...policy, seriousBreachDays: 3 };
    expect(reportableFact('serious-breach', now, strict, now).dueOn.toString()).toBe('2025-03-13');
  });

  it('has happened', () => {
    const soon = now.add({ milliseconds: 1 });
    expect(() => reportableFact('serious-breach', soon, policy, now)).toThrow(refused('fact-in-future'));
    expect(() => reportableFact('serious-breach', now, policy, now)).not.toThrow();
  });
});

describe('the annual report', () => {
  const first = plainDate('2023-05-20');
  const looksUntil = (reportedUntil: string | null, firstOn = first) =>
    annualReport(firstOn, reportedUntil === null ? null : plainDate(reportedUntil), policy, now).dayZeroOn.toString();

  it('looks up to the first anniversary that was not reported, and has sixty days', () => {
    expect(looksUntil(null)).toBe('2024-05-20');
    expect(looksUntil('2023-01-01')).toBe('2024-05-20');
    expect(looksUntil('2024-05-19')).toBe('2024-05-20');
    expect(looksUntil('2024-05-20')).toBe('2025-05-20');
    const times = annualReport(first, null, policy, now);
    expect(times).toMatchObject({
      dueOn: plainDate('2024-07-19'),
      inputs: { days: 60, firstAuthorisedOn: '2023-05-20' },
    });
    expect(times.startedAt.toString()).toBe('2024-05-19T22:00:00Z');
  });

  it('of a leap day is that of the 28th in other years, and of the 29th again', () => {
    const leap = plainDate('2020-02-29');
    expect(looksUntil(null, leap)).toBe('2021-02-28');
    expect(looksUntil('2023-02-28', leap)).toBe('2024-02-29');
  });

  it('leaves out no year and none twice, from whatever day', () => {
    const day = fc.integer({ min: 0, max: 20_000 }).map((days) => plainDate('1990-01-01').add({ days }));
    fc.assert(
      fc.property(day, (firstOn) => {
        let until = firstOn;
        for (const years of [1, 2, 3, 4, 5]) {
          until = annualReportAfter(firstOn, until, policy).dayZeroOn;
          expect(until.toString()).toBe(firstOn.add({ years }).toString());
        }
      }),
    );
  });

  it('goes by days that have come', () => {
    expect(() => looksUntil(null, plainDate('2025-03-11'))).toThrow(refused('fact-in-future', 'firstAuthorisedOn'));
    expect(() => looksUntil('2025-03-11')).toThrow(refused('fact-in-future', 'reportedUntil'));
    expect(looksUntil(null, plainDate('2025-03-10'))).toBe('2026-03-10');
  });
});

describe('an answer', () => {
  const clock: SponsorClock = {
    ...reportableFact('serious-breach', instant('2025-03-03T08:00:00Z'), policy, now),
    ...{ id: 'clock-1', trialId: 'TRIAL', trialVersion: 1, fact: 'a breach', recordedBy: 'physician', recordedAt: now },
    ...{ metAt: null, metBy: null, reference: null, supersedes: null },
    ...{ endedAs: null, endedAt: null, endedBy: null, endedReason: null },
  };
  const answer = (at: string, to = clock) =>
    answerSponsorClock(
      to,
      { at: instant(at), by: 'physician', reference: 'number 7' },
      instant('2025-03-12T08:00:00Z'),
    );

  it('is in time to the end of the last day', () => {
    const [inTime, late] = [answer('2025-03-10T22:59:59.999Z'), answer('2025-03-10T23:00:00Z')];
    expect(inTime).toMatchObject({ metBy: 'physician', reference: 'number 7' });
    expect([inTime, late].map((each) => sponsorClockState(each, now))).toEqual(['met', 'met-late']);
    expect(
      ['2025-03-10T22:59:59.999Z', '2025-03-10T23:00:00Z'].map((at) => sponsorClockState(clock, instant(at))),
    ).toEqual(['running', 'breached']);
  });

  it('is given to no clock that counts no more', () => {
    for (const endedAs of ['superseded', 'withdrawn'] as const) {
      expect(() => answer('2025-03-04T08:00:00Z', { ...clock, endedAs })).toThrow(refused('sponsor-clock-ended'));
      expect(sponsorClockState({ ...clock, endedAs }, now)).toBe(endedAs);
    }
  });

  it('is given once, after what it answers, and not before it was', () => {
    expect(() => answer('2025-03-04T08:00:00Z', answer('2025-03-04T08:00:00Z'))).toThrow(refused('clock-not-running'));
    expect(() => answer('2025-03-03T07:59:59Z')).toThrow(refused('answered-before-fact'));
    expect(() => answer('2025-03-12T08:00:00.001Z')).toThrow(refused('answered-in-future'));
  });
});
