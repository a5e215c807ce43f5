import { instant } from '@trial/kernel';
import {
  answeredBy,
  breachWasNone,
  correctClock,
  daysFrom,
  hoursFrom,
  hoursOfRevision,
  hoursStartAt,
} from './clock-correction.js';
import { meetClock, startClock, supersedeClock, type ReportingClock } from './reporting-clock.js';
import {
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
  clockStartsWith: 'candidate',
  candidateFromGrade: 3,
};

const at = (text: string) => instant(`${text}+02:00`);
const aware = at('2025-05-01T10:00');
const received = at('2025-05-02T09:00');
const susar: ExpeditedFacts = {
  ...{ seriousness: ['hospitalisation'], suspicion: 'suspected', expectedness: 'unexpected', exempt: false },
  receivedAt: received,
};
const started = (times: readonly ClockTimes[]): ReportingClock[] =>
  times.map((each, index) => startClock(`clock-${index + 1}`, 'event-1', 1, each));
const [hours] = started([saeToSponsorClock(aware, policy)]) as [ReportingClock];
const corrected = (clock: ReportingClock, startedAt = at('2025-04-30T10:00'), reason = 'wrong day typed') =>
  correctClock('clock-9', { clock, startedAt }, reason, policy);

describe('a corrected clock', () => {
  it('leaves the first as it was and says why', () => {
    const { superseded, corrected: other } = corrected(hours);
    expect(superseded).toEqual({ ...hours, status: 'superseded' });
    expect(other).toMatchObject({
      ...{ id: 'clock-9', status: 'running', basis: 'correction', supersedes: 'clock-1', reason: 'wrong day typed' },
      dueAt: at('2025-05-01T10:00'),
    });
  });

  it('is answered where the first was, maybe too late now', () => {
    const met = meetClock(hours, at('2025-05-01T20:00'));
    expect(corrected(met).corrected).toMatchObject({ status: 'met', metAt: met.metAt });
  });

  it('keeps what was judged and has its own numbers', () => {
    const [, completion] = started(expeditedClocks({ ...susar, seriousness: ['death'] }, policy));
    if (!completion) throw new Error('no clock');
    const { corrected: other } = corrected(completion, at('2025-05-04T12:00'));
    expect(other.dueOn?.toString()).toBe('2025-05-19');
    expect(other.inputs).toEqual(completion.inputs);
  });

  it('is not made without a reason, nor of a clock another one took over', () => {
    expect(() => corrected(hours, aware, ' ')).toThrow(expect.objectContaining({ code: 'reason-missing' }));
    expect(() => corrected(supersedeClock(hours))).toThrow(expect.objectContaining({ code: 'clock-not-running' }));
  });
});

describe('the hours', () => {
  it('start with the proposal where the trial says so and the investigator knew later', () => {
    const proposed = { source: 'laboratory', recordedAt: aware } as const;
    expect(hoursStartAt(proposed, received, policy)).toEqual(aware);
    expect(hoursStartAt(proposed, at('2025-04-30T10:00'), policy)).toEqual(at('2025-04-30T10:00'));
    expect(hoursStartAt(proposed, received, { ...policy, clockStartsWith: 'confirmation' })).toEqual(received);
    expect(hoursStartAt({ source: 'reported', recordedAt: aware }, received, policy)).toEqual(received);
  });

  it('are corrected where they start from the wrong moment, answered or not', () => {
    const met = meetClock(hours, received);
    const days = started(expeditedClocks({ ...susar, receivedAt: aware }, policy));
    const starts = hoursFrom([met, supersedeClock(hours), ...days], aware, received);
    expect(starts).toEqual([{ clock: met, startedAt: received }]);
    expect(hoursFrom([hours], received, aware)).toEqual([]);
    expect(hoursFrom([hours], aware, aware)).toEqual([]);
  });

  it('of a revision are not those of the event itself', () => {
    const proposal = at('2025-04-29T10:00');
    expect(hoursOfRevision([hours], proposal, aware, received, [])).toHaveLength(1);
    for (const ownStart of [aware, proposal]) {
      const previous = ownStart.equals(aware) ? aware : received;
      expect(() => hoursOfRevision([hours], ownStart, previous, at('2025-05-02T11:00'), [])).toThrow(
        expect.objectContaining({ code: 'awareness-not-on-record' }),
      );
    }
  });

  it('of a revision may not have begun, where earlier ones ran when it became known', () => {
    const moved = (serious: boolean, corrected: typeof aware) => () =>
      hoursOfRevision([hours], aware, received, corrected, [{ serious, knownAt: received }]);
    expect(moved(true, at('2025-05-02T11:00'))()).toEqual([]);
    const notOnRecord = expect.objectContaining({ code: 'awareness-not-on-record' });
    expect(moved(true, received)).toThrow(notOnRecord);
    expect(moved(false, at('2025-05-02T11:00'))).toThrow(notOnRecord);
  });
});

describe('the hours that a receipt answered', () => {
  const [first, second] = started([
    saeToSponsorClock(at('2025-05-02T08:00'), policy),
    saeToSponsorClock(aware, policy),
  ]).map((clock) => meetClock(clock, received)) as [ReportingClock, ReportingClock];
  const asItWas = { serious: false, receivedAt: received };
  const asSerious = { ...asItWas, serious: true };
  const earlier = { ...asItWas, receivedAt: aware };
  const days = started(expeditedClocks(susar, policy)).map((clock) => meetClock(clock, received));

  it.each([
    ['were met with it', [earlier, asSerious], asSerious, [second, first]],
    ['are none where another was met', [earlier, asSerious], earlier, []],
    ['are the first of two, of what came first at one moment', [asItWas, asSerious], asItWas, [second]],
    ['are the last of two, of what came as serious then', [asItWas, asSerious], asSerious, [first]],
  ] as const)('%s', (_, receipts, receipt, answered) => {
    expect(answeredBy([first, second, ...days], receipts, receipt)).toEqual(answered);
  });
});

describe('the days', () => {
  const later = at('2025-05-04T09:00');
  const due = (clocks: readonly ReportingClock[]) =>
    daysFrom(clocks, received, later, policy).map((start) => {
      const { corrected: clock } = correctClock('clock-9', start, 'typed wrongly', policy);
      return `${clock.clock} ${clock.startedAt.toString()} ${clock.dueOn?.toString()}`;
    });

  it('are counted from the corrected receipt', () => {
    expect(due(started(expeditedClocks(susar, policy)))).toEqual(['susar-other 2025-05-04T07:00:00Z 2025-05-19']);
    expect(due(started(expeditedClocks({ ...susar, seriousness: ['death'] }, policy)))).toEqual([
      'susar-fatal 2025-05-04T07:00:00Z 2025-05-11',
      'susar-completion 2025-05-04T07:00:00Z 2025-05-19',
    ]);
  });

  it('of a death learned later keep their own day 0 and pass the corrected day no more than the wrong one', () => {
    const [other] = started(expeditedClocks(susar, policy)) as [ReportingClock];
    const facts = { seriousness: ['death'], suspicion: 'suspected', exempt: false } as const;
    const upgraded = started(upgradedClocks(facts, other, at('2025-05-15T09:00'), policy));
    expect(upgraded.map(({ dueOn }) => dueOn?.toString())).toEqual(['2025-05-17', '2025-05-25']);
    expect(due([supersedeClock(other), ...upgraded])).toEqual([
      'susar-fatal 2025-05-15T07:00:00Z 2025-05-19',
      'susar-completion 2025-05-15T07:00:00Z 2025-05-27',
    ]);
    // The hour alone moves no day, and with it no limit.
    expect(daysFrom(upgraded, received, at('2025-05-02T11:00'), policy)).toEqual([]);
  });

  it('of anything else stay', () => {
    const others = [
      ...started([saeToSponsorClock(received, policy), followUpClock(received, policy)]),
      ...started(expeditedClocks({ ...susar, receivedAt: aware }, policy)),
    ];
    expect(due(others)).toEqual([]);
    expect(daysFrom(started(expeditedClocks(susar, policy)), received, received, policy)).toEqual([]);
  });
});

describe('a breach that was told', () => {
  const toldAt = at('2025-05-02T10:00:00.001');

  it('stands while the clock runs, was answered too late or was taken over', () => {
    for (const clock of [hours, meetClock(hours, toldAt), supersedeClock(hours)])
      expect(breachWasNone(clock, toldAt, null)).toBe(false);
  });

  it('was none when the clock was answered in time, as was recorded later', () => {
    expect(breachWasNone(meetClock(hours, received), toldAt, null)).toBe(true);
  });

  it.each([
    ['started later', hours, '2025-05-01T11:00', true],
    ['started later, but not late enough', meetClock(hours, at('2025-05-02T12:00')), '2025-05-01T11:00', false],
    ['started earlier', hours, '2025-05-01T09:00', false],
  ] as const)('of a clock that %s', (_, clock, startedAt, none) => {
    const { superseded, corrected: other } = corrected(clock, at(startedAt));
    expect(breachWasNone(superseded, toldAt, other)).toBe(none);
  });
});
