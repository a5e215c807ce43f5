import { instant, plainDate, type Rejection } from '@trial/kernel';
import {
  correctSponsorClock,
  sponsorBreachWasNone,
  standingFor,
  withdrawSponsorClock,
} from './sponsor-clock-correction.js';
import { annualReport, reportableFact, sponsorClockState, type SponsorClock } from './sponsor-clock.js';

const policy = {
  ...{ zone: 'Europe/Amsterdam', urgentSafetyMeasureDays: 7, seriousBreachDays: 7, benefitRiskDays: 15 },
  annualReportDays: 60,
};
const now = instant('2025-03-20T08:00:00Z');
const by = { by: 'physician-2', at: now, reason: 'the day was mistyped' };
const breach = (happenedAt: string) => reportableFact('serious-breach', instant(happenedAt), policy, now);
const refused = (code: string): Rejection => expect.objectContaining({ code }) as Rejection;

/** Of the 3rd of March: due on the 10th. */
const clock: SponsorClock = {
  ...breach('2025-03-03T08:00:00Z'),
  ...{ id: 'wrong', trialId: 'TRIAL', trialVersion: 1, fact: 'a breach', recordedBy: 'physician-1', recordedAt: now },
  ...{ metAt: null, metBy: null, reference: null, supersedes: null },
  ...{ endedAs: null, endedAt: null, endedBy: null, endedReason: null },
};
const answeredAt = (at: string): SponsorClock => ({
  ...clock,
  metAt: instant(at),
  metBy: 'physician-1',
  reference: '7',
});
const ended = (endedAs: 'superseded' | 'withdrawn') => ({ ...clock, endedAs });

describe('a fact with another moment', () => {
  it('leaves the wrong clock as it was, and says which one stands for it, by whom and why', () => {
    const { superseded, corrected } = correctSponsorClock('right', clock, breach('2025-03-05T23:30:00Z'), by);
    expect(superseded).toEqual({
      ...clock,
      ...{ endedAs: 'superseded', endedAt: now, endedBy: 'physician-2', endedReason: 'the day was mistyped' },
    });
    expect(corrected).toMatchObject({
      ...{ id: 'right', supersedes: 'wrong', fact: 'a breach', endedAs: null, trialVersion: 1 },
      ...{ recordedBy: 'physician-2', recordedAt: now },
    });
    expect([corrected.dayZeroOn, corrected.dueOn].map(String)).toEqual(['2025-03-06', '2025-03-13']);
  });

  it.each([
    ['running', '2025-03-14T08:00:00Z', null, 'running'],
    ['running and overdue', '2025-03-02T08:00:00Z', null, 'breached'],
    ['answered in time, late by the right day', '2025-03-01T08:00:00Z', '2025-03-10T12:00:00Z', 'met-late'],
    ['answered late, in time by the right day', '2025-03-05T08:00:00Z', '2025-03-11T12:00:00Z', 'met'],
  ])('is %s', (_, happenedAt, metAt, state) => {
    const before = metAt === null ? clock : answeredAt(metAt);
    const { superseded, corrected } = correctSponsorClock('right', before, breach(happenedAt), by);
    expect(sponsorClockState(corrected, now)).toBe(state);
    expect(sponsorClockState(superseded, now)).toBe('superseded');
    expect(corrected.metAt).toEqual(before.metAt);
  });

  it('is refused where nothing changes, behind its answer, and of a clock that counts no more', () => {
    const correct = (of: SponsorClock, happenedAt: string) => () =>
      correctSponsorClock('right', of, breach(happenedAt), by);
    expect(correct(clock, '2025-03-03T08:00:00Z')).toThrow(refused('nothing-to-revise'));
    expect(correct(answeredAt('2025-03-05T08:00:00Z'), '2025-03-05T08:00:00.001Z')).toThrow(
      refused('answered-before-fact'),
    );
    expect(correct(answeredAt('2025-03-05T08:00:00Z'), '2025-03-05T08:00:00Z')).not.toThrow();
    for (const as of ['superseded', 'withdrawn'] as const)
      expect(correct(ended(as), '2025-03-04T08:00:00Z')).toThrow(refused('sponsor-clock-ended'));
  });
});

describe('a fact that was none', () => {
  it('ends its clock, answered or not, and erases nothing', () => {
    for (const before of [clock, answeredAt('2025-03-05T08:00:00Z')])
      expect(withdrawSponsorClock(before, by)).toEqual({
        ...before,
        ...{ endedAs: 'withdrawn', endedAt: now, endedBy: 'physician-2', endedReason: 'the day was mistyped' },
      });
  });

  it('is withdrawn once, and no annual report that was made', () => {
    for (const as of ['superseded', 'withdrawn'] as const)
      expect(() => withdrawSponsorClock(ended(as), by)).toThrow(refused('sponsor-clock-ended'));
    const annual = { ...clock, ...annualReport(plainDate('2023-03-01'), null, policy, now) };
    expect(() => withdrawSponsorClock({ ...annual, metAt: now }, by)).toThrow(refused('annual-report-made'));
    expect(withdrawSponsorClock(annual, by).endedAs).toBe('withdrawn');
  });
});

describe('a breach that was told', () => {
  const toldAt = instant('2025-03-11T08:00:00Z');
  const correctedTo = (happenedAt: string, before = clock) =>
    correctSponsorClock('right', before, breach(happenedAt), by).corrected;

  it.each([
    ['stays while nobody answered', clock, false],
    ['stays when it was answered late', answeredAt('2025-03-11T08:00:00Z'), false],
    ['was none when it was answered in time and entered later', answeredAt('2025-03-10T22:59:59Z'), true],
    ['was none when nothing was due', ended('withdrawn'), true],
    ['was none when it was not due yet', correctedTo('2025-03-05T08:00:00Z'), true],
    ['stays when it was due even earlier', correctedTo('2025-03-01T08:00:00Z'), false],
    ['was none by an answer in time', correctedTo('2025-03-05T08:00:00Z', answeredAt('2025-03-11T12:00:00Z')), true],
  ])('%s', (_, standing, wasNone) => {
    expect(sponsorBreachWasNone(standing, toldAt)).toBe(wasNone);
  });

  it('goes by what stands for the clock, however often it was corrected', () => {
    const second = { ...clock, id: 'second', supersedes: 'wrong' };
    const third = { ...clock, id: 'third', supersedes: 'second' };
    const other = { ...clock, id: 'other' };
    const all = [third, second, other];
    expect([clock, second, third, other].map((each) => standingFor(each, all).id)).toEqual([
      ...['third', 'third', 'third', 'other'],
    ]);
  });
});
