import fc from 'fast-check';
import { civilDate, instant, startOfDay, plainDate } from '@trial/kernel';
import { isLate, isOverdue, meetClock, startClock, supersedeClock } from './reporting-clock.js';
import {
  dayZero,
  expeditedClocks,
  followUpClock,
  saeToSponsorClock,
  upgradedClocks,
  type ClockTimes,
  type ExpeditedFacts,
  type ReportingPolicy,
} from './reporting-clocks.js';

const policy: ReportingPolicy = {
  saeToSponsorHours: 24,
  susarFatalDays: 7,
  susarCompletionDays: 8,
  susarOtherDays: 15,
  zone: 'Europe/Amsterdam',
  clockStartsWith: 'confirmation',
  candidateFromGrade: 3,
};

/** Monday 3 March 2025, 23:30 in Amsterdam. */
const mondayNight = instant('2025-03-03T23:30:00+01:00');

const susar: ExpeditedFacts = {
  seriousness: ['hospitalisation'],
  suspicion: 'suspected',
  expectedness: 'unexpected',
  exempt: false,
  receivedAt: mondayNight,
};

const due = (clocks: readonly ClockTimes[]): readonly string[] =>
  clocks.map(({ clock, dueOn, dueAt }) => `${clock} ${dueOn?.toString() ?? dueAt.toString()}`);

describe('the clocks of a SUSAR', () => {
  it.each(['death', 'life-threatening'] as const)('give seven days and eight more for %s', (criterion) => {
    expect(due(expeditedClocks({ ...susar, seriousness: [criterion] }, policy))).toEqual([
      'susar-fatal 2025-03-10',
      'susar-completion 2025-03-18',
    ]);
  });

  it('give fifteen days for any other', () => {
    expect(due(expeditedClocks(susar, policy))).toEqual(['susar-other 2025-03-18']);
  });

  it('count from the civil day in the zone of the sponsor: 23:30 UTC is the next day in Amsterdam', () => {
    const receivedAt = instant('2025-03-03T23:30:00Z');
    expect(dayZero(receivedAt, policy).toString()).toBe('2025-03-04');
    expect(due(expeditedClocks({ ...susar, receivedAt }, policy))).toEqual(['susar-other 2025-03-19']);
  });

  it('run while the investigator is silent about causality', () => {
    expect(due(expeditedClocks({ ...susar, suspicion: 'missing' }, policy))).toEqual(['susar-other 2025-03-18']);
  });

  it.each([
    ['not serious', { seriousness: [] }],
    ['not suspected by anybody', { suspicion: 'not-suspected' }],
    ['expected', { expectedness: 'expected' }],
    ['exempt by the protocol', { exempt: true }],
  ] as const)('do not start for an event that is %s', (_case, change) => {
    expect(expeditedClocks({ ...susar, ...change }, policy)).toEqual([]);
  });

  it('count from receipt by the sponsor when the site was late: aware 1 May, received 4 May', () => {
    const awareAt = instant('2025-05-01T10:00:00+02:00');
    const receivedAt = instant('2025-05-04T10:00:00+02:00');
    expect(isLate(saeToSponsorClock(awareAt, policy), receivedAt)).toBe(true);
    const [clock] = expeditedClocks({ ...susar, receivedAt }, policy);
    expect(clock?.dayZeroOn?.toString()).toBe('2025-05-04');
    expect(clock?.dueOn?.toString()).toBe('2025-05-19');
  });

  it('end with the due day in the zone of the sponsor', () => {
    const [clock] = expeditedClocks(susar, policy).map((times) => startClock('clock-1', 'event-1', 1, times));
    if (!clock) throw new Error('no clock');
    expect(clock.dueAt.toString()).toBe('2025-03-18T23:00:00Z');
    expect(isOverdue(clock, instant('2025-03-18T22:59:59.999Z'))).toBe(false);
    expect(isOverdue(clock, instant('2025-03-18T23:00:00Z'))).toBe(true);
    expect(isOverdue(meetClock(clock, mondayNight), instant('2025-04-01T00:00:00Z'))).toBe(false);
  });

  it('never give a day more or less than the policy says, whatever the hour of receipt and the change of clocks', () => {
    const minutes = fc.integer({ min: 0, max: 2 * 365 * 24 * 60 });
    fc.assert(
      fc.property(minutes, (minute) => {
        const receivedAt = instant('2025-01-01T00:00:00Z').add({ minutes: minute });
        const [clock] = expeditedClocks({ ...susar, receivedAt }, policy);
        const today = civilDate(receivedAt, policy.zone);
        expect(clock?.dueOn?.since(today).days).toBe(15);
        expect(clock?.dueAt.toString()).toBe(startOfDay(today.add({ days: 16 }), policy.zone).toString());
      }),
    );
  });
});

describe('the 24 hours of the site', () => {
  it.each([
    ['over the spring change of clocks', '2025-03-29T14:00:00+01:00', '2025-03-30T15:00:00+02:00'],
    ['over the autumn change of clocks', '2025-10-25T14:00:00+02:00', '2025-10-26T13:00:00+01:00'],
    ['on an ordinary day', '2025-05-01T10:00:00+02:00', '2025-05-02T10:00:00+02:00'],
  ])('are elapsed time %s', (_case, awareAt, dueAt) => {
    expect(saeToSponsorClock(instant(awareAt), policy).dueAt.toString()).toBe(instant(dueAt).toString());
  });

  it('include their last instant', () => {
    const clock = saeToSponsorClock(instant('2025-05-01T08:00:00Z'), policy);
    expect(isLate(clock, instant('2025-05-02T08:00:00Z'))).toBe(false);
    expect(isLate(clock, instant('2025-05-02T08:00:00.001Z'))).toBe(true);
  });
});

describe('an event that turns out fatal later', () => {
  const [other] = expeditedClocks({ ...susar, receivedAt: instant('2025-04-01T09:00:00+02:00') }, policy);
  if (!other) throw new Error('no clock');
  const fatal = { seriousness: ['hospitalisation', 'death'], suspicion: 'suspected', exempt: false } as const;

  it('is due seven days after the death was learned', () => {
    expect(due([other])).toEqual(['susar-other 2025-04-16']);
    const upgraded = upgradedClocks(fatal, other, instant('2025-04-06T09:00:00+02:00'), policy);
    expect(due(upgraded)).toEqual(['susar-fatal 2025-04-13', 'susar-completion 2025-04-21']);
    expect(upgraded[0]).toMatchObject({ basis: 'upgrade', dayZeroOn: plainDate('2025-04-06') });
  });

  it('keeps the earlier due day when the death was learned late', () => {
    const upgraded = upgradedClocks(fatal, other, instant('2025-04-12T09:00:00+02:00'), policy);
    expect(due(upgraded)).toEqual(['susar-fatal 2025-04-16', 'susar-completion 2025-04-24']);
    expect(upgraded.map(({ inputs }) => inputs.notAfter)).toEqual(['2025-04-16', '2025-04-16']);
  });

  it('has seven days of its own when no clock runs any more, or none ever did', () => {
    const upgraded = upgradedClocks(fatal, null, instant('2025-05-12T09:00:00+02:00'), policy);
    expect(due(upgraded)).toEqual(['susar-fatal 2025-05-19', 'susar-completion 2025-05-27']);
  });

  it.each([
    ['when nobody suspects the trial', { suspicion: 'not-suspected' as const }],
    ['when the protocol exempts it', { exempt: true }],
    ['when it is not fatal at all', { seriousness: ['hospitalisation' as const] }],
  ])('has none %s', (_, change) => {
    expect(upgradedClocks({ ...fatal, ...change }, other, mondayNight, policy)).toEqual([]);
  });
});

describe('what a clock was computed from', () => {
  it('stays with it: the numbers of the trial file and the judgements of that moment', () => {
    expect(saeToSponsorClock(mondayNight, policy).inputs).toEqual({ hours: 24 });
    const judged = { seriousness: ['hospitalisation'], suspicion: 'suspected', expectedness: 'unexpected' };
    expect(expeditedClocks(susar, policy).map(({ inputs }) => inputs)).toEqual([{ days: 15, ...judged }]);
    expect(expeditedClocks({ ...susar, seriousness: ['death'] }, policy).map(({ inputs }) => inputs.days)).toEqual([
      7, 15,
    ]);
    expect(followUpClock(mondayNight, policy).inputs).toEqual({ days: 15 });
  });
});

describe('significant follow-up information', () => {
  it('has a day 0 of its own and fifteen days', () => {
    expect(followUpClock(instant('2025-04-20T09:00:00+02:00'), policy)).toMatchObject({
      basis: 'follow-up',
      dayZeroOn: plainDate('2025-04-20'),
      dueOn: plainDate('2025-05-05'),
    });
  });
});

describe('a started clock', () => {
  const clock = startClock('clock-1', 'event-1', 1, saeToSponsorClock(instant('2025-05-01T08:00:00Z'), policy));

  it('is answered once', () => {
    const met = meetClock(clock, instant('2025-05-01T20:00:00Z'));
    expect(met).toMatchObject({ status: 'met', metAt: instant('2025-05-01T20:00:00Z') });
    expect(() => meetClock(met, mondayNight)).toThrow(expect.objectContaining({ code: 'clock-not-running' }));
    expect(() => supersedeClock(met)).toThrow(expect.objectContaining({ code: 'clock-not-running' }));
  });
});
