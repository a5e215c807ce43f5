import fc from 'fast-check';
import { instant, type PartialDate } from '@trial/kernel';
import { organClasses, type OrganClass } from './ctcae/organ-classes.js';
import type { Grade } from './ctcae/term.js';
import { maximumGrades, type GradedEvent, type MaximumGradeTable, type TreatedParticipant } from './maximum-grade.js';

const zone = 'Europe/Amsterdam';
/** Treated on 1 March 2025 at noon; day 84 is 24 May, day 364 is 28 February 2026. */
const treated = (participantId: string): TreatedParticipant => ({
  participantId,
  treatedAt: instant('2025-03-01T12:00:00+01:00'),
  zone,
});
const one = [treated('p1')];

interface Given {
  readonly id?: string;
  readonly participantId?: string;
  readonly organClass?: OrganClass;
  readonly endedOn?: PartialDate | null;
  readonly related?: boolean;
  readonly isLocalFinding?: boolean;
}
type Segment = readonly [grade: Grade | null, startedOn: PartialDate | null, startedAt?: string];

const event = (segments: readonly Segment[], given: Given = {}): GradedEvent => {
  const { id = 'e1', participantId = 'p1', organClass = 'Vascular disorders', endedOn = null } = given;
  const { related = false, isLocalFinding = false } = given;
  return {
    adverseEvent: { id, participantId, organClass, ctcaeVersion: '4.03', endedOn },
    segments: segments.map(([grade, startedOn, startedAt], index) => ({
      adverseEventId: id,
      ordinal: index + 1,
      grade,
      startedOn,
      startedAt: startedAt === undefined ? null : instant(startedAt),
      endedOn: null,
      recordedAt: instant('2025-12-01T00:00:00Z'),
    })),
    related,
    isLocalFinding,
  };
};

const table = (events: readonly GradedEvent[], participants = one, cutOffDay = 84): MaximumGradeTable =>
  maximumGrades(participants, events, '4.03', cutOffDay);

/** The maximum of the single participant over all classes. */
const maximum = (events: readonly GradedEvent[], cutOffDay = 84): string => {
  const { byGrade } = table(events, one, cutOffDay).overall.all;
  return Object.entries(byGrade)
    .filter(([, count]) => count === 1)
    .map(([grade]) => grade)
    .join();
};

describe('the maximum grade of a participant', () => {
  it.each([
    [
      'counts a worsening of a condition that was there before',
      event([
        [1, '2025-02-10'],
        [2, '2025-03-11'],
        [1, '2025-03-31'],
      ]),
      '2',
    ],
    ['does not count a condition that stayed as it was', event([[2, '2025-02-10']]), '0'],
    [
      'does not count a second segment at the grade of treatment',
      event([
        [2, '2025-02-10'],
        [2, '2025-03-11'],
      ]),
      '0',
    ],
    [
      'does not count an improvement',
      event([
        [3, '2025-02-10'],
        [1, '2025-03-11'],
      ]),
      '0',
    ],
    [
      'judges a renewed worsening by the grade at treatment',
      event([
        [2, '2025-02-10'],
        [1, '2025-03-11'],
        [2, '2025-04-01'],
      ]),
      '0',
    ],
    [
      'takes the last grade before treatment as the grade at treatment',
      event([
        [3, '2025-01-10'],
        [1, '2025-02-20'],
        [2, '2025-03-11'],
      ]),
      '2',
    ],
    ['counts a new event at any grade', event([[1, '2025-04-01']]), '1'],
    ['does not count what ended before treatment', event([[3, '2025-02-01']], { endedOn: '2025-02-27' }), '0'],
    ['counts an event without a start', event([[2, null]]), '2'],
    [
      'does not count an event without a start that ended before treatment',
      event([[2, null]], { endedOn: '2025-02' }),
      '0',
    ],
    ['counts a start known to the month of treatment', event([[2, '2025-03']]), '2'],
    ['does not count a start known to an earlier month', event([[2, '2025-02']]), '0'],
    ['counts the day of treatment when the hour is unknown', event([[2, '2025-03-01']]), '2'],
    ['does not count an hour before the injection', event([[2, '2025-03-01', '2025-03-01T11:59:00+01:00']]), '0'],
    ['counts the minute of the injection', event([[2, '2025-03-01', '2025-03-01T12:00:00+01:00']]), '2'],
    ['counts day 84', event([[2, '2025-05-24']]), '2'],
    ['counts the last minute of day 84 in the zone of the site', event([[2, null, '2025-05-24T23:59:00+02:00']]), '2'],
    ['does not count day 85', event([[2, '2025-05-25']]), '0'],
    ['does not count the first minute of day 85', event([[2, null, '2025-05-25T00:00:00+02:00']]), '0'],
    ['shows an event nobody graded as unknown', event([[null, '2025-04-01']]), 'unknown'],
    [
      'shows grade 5 as 5',
      event([
        [4, '2025-04-01'],
        [5, '2025-04-03'],
      ]),
      '5',
    ],
    [
      'counts what was graded after an unknown grade at treatment',
      event([
        [null, '2025-02-01'],
        [2, '2025-04-01'],
      ]),
      '2',
    ],
  ])('%s', (_rule, given, expected) => {
    expect(maximum([given])).toBe(expected);
  });

  it('takes the grade reached by the cut-off: grade 2 from day 80, grade 3 from day 90', () => {
    const reaction = event([
      [2, '2025-05-20'],
      [3, '2025-05-30'],
    ]);
    expect(maximum([reaction])).toBe('2');
    expect(maximum([reaction], 364)).toBe('3');
  });

  it('is the worst of several events: ulcer 2 at baseline, 3 in week 4, healed, a new one of grade 1', () => {
    const worsened = event(
      [
        [2, '2025-02-01'],
        [3, '2025-03-29'],
      ],
      { endedOn: '2025-05-10' },
    );
    expect(maximum([worsened, event([[1, '2025-05-17']], { id: 'e2' })])).toBe('3');
  });

  it('is a real grade before it is unknown', () => {
    expect(maximum([event([[null, '2025-04-01']]), event([[1, '2025-04-01']], { id: 'e2' })])).toBe('1');
  });
});

describe('the table', () => {
  const participants = ['p1', 'p2', 'p3', 'p4'].map(treated);
  const events = [
    event([[3, '2025-03-10']], { id: 'e1', participantId: 'p1', related: true }),
    event([[1, '2025-03-10']], { id: 'e2', participantId: 'p1' }),
    event([[2, '2025-03-10']], { id: 'e3', participantId: 'p1', organClass: 'Eye disorders' }),
    event([[null, '2025-03-10']], { id: 'e4', participantId: 'p2' }),
    event([[4, '2025-03-10']], { id: 'e5', participantId: 'never-dosed' }),
  ];
  const result = table(events, participants);
  const vascular = result.rows.find(({ organClass }) => organClass === 'Vascular disorders');

  it('marks what local toxicity shows as well, and counts it no more than any other event', () => {
    const local = (organClass: OrganClass, events: readonly GradedEvent[]) =>
      table(events, participants).rows.find((row) => row.organClass === organClass)?.localToxicity;
    const linked = events.map((each, index) => ({ ...each, isLocalFinding: index !== 2 }));
    expect(local('Vascular disorders', linked)).toEqual({ participants: 2, events: 3 });
    expect(local('Eye disorders', linked)).toEqual({ participants: 0, events: 0 });
    expect(table(linked, participants).overall).toEqual(result.overall);
  });

  it('prints all organ classes in dictionary order', () => {
    expect(result.rows.map(({ organClass }) => organClass)).toEqual(organClasses);
  });

  it('keeps everybody who was dosed in the denominator and counts each once per class', () => {
    expect(vascular?.all).toEqual({
      byGrade: { 0: 2, 1: 0, 2: 0, 3: 1, 4: 0, 5: 0, unknown: 1 },
      any: 2,
      grade3OrMore: 1,
      dosed: 4,
    });
  });

  it('counts related events apart', () => {
    expect(vascular?.related.byGrade).toEqual({ 0: 3, 1: 0, 2: 0, 3: 1, 4: 0, 5: 0, unknown: 0 });
    expect(result.rows.find(({ organClass }) => organClass === 'Eye disorders')?.related.any).toBe(0);
  });

  it('has an overall row that is not the sum of the classes', () => {
    expect(result.overall.all).toMatchObject({ any: 2, grade3OrMore: 1, dosed: 4 });
  });

  it('leaves out people who were not dosed', () => {
    expect(result.overall.all.byGrade[4]).toBe(0);
  });

  it('names the events that still need a grade', () => {
    expect(result.ungraded).toEqual(['e4']);
  });

  it('is refused across versions', () => {
    expect(() => maximumGrades(participants, events, '5.0', 84)).toThrow(
      expect.objectContaining({ code: 'ctcae-versions-mixed' }),
    );
  });

  it('adds up to the number dosed in every row, and no event lowers a maximum', () => {
    const anyEvent = fc
      .record({
        participantId: fc.constantFrom('p1', 'p2', 'p3', 'p4', 'p5'),
        organClass: fc.constantFrom(...organClasses.slice(0, 3)),
        grade: fc.constantFrom(1, 2, 3, 4, 5, null),
        startedOn: fc.constantFrom('2025-02-10', '2025-03-01', '2025-03', '2025-05-24', '2025-05-25', null),
        related: fc.boolean(),
      })
      .map(({ grade, startedOn, ...given }) => event([[grade, startedOn]], given));
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 12 }), anyEvent, (some, another) => {
        const before = table(some, participants);
        const after = table([...some, another], participants);
        for (const { all, related } of [...after.rows, after.overall]) {
          expect(Object.values(all.byGrade).reduce((sum, count) => sum + count)).toBe(4);
          expect(related.any).toBeLessThanOrEqual(all.any);
        }
        expect(after.overall.all.any).toBeGreaterThanOrEqual(before.overall.all.any);
        expect(after.overall.all.grade3OrMore).toBeGreaterThanOrEqual(before.overall.all.grade3OrMore);
      }),
    );
  });
});
