import fc from 'fast-check';
import { instant, type PartialDate } from '@trial/kernel';
import { organClasses, type OrganClass } from './ctcae/organ-classes.js';
import type { Grade } from './ctcae/term.js';
import { maximumGrades, type GradedEvent, type MaximumGrade, type TreatedParticipant } from './maximum-grade.js';
import { daysSince, participantMaxima } from './participant-maximum-grades.js';

/** Treated on 1 March 2025 at noon; day 84 is 24 May. */
const treated = (participantId = 'p1'): TreatedParticipant => ({
  participantId,
  treatedAt: instant('2025-03-01T12:00:00+01:00'),
  zone: 'Europe/Amsterdam',
});

type Segment = readonly [grade: Grade | null, startedOn: PartialDate | null];

const event = (
  id: string,
  organClass: OrganClass,
  segments: readonly Segment[],
  participantId = 'p1',
): GradedEvent => ({
  adverseEvent: { id, participantId, organClass, ctcaeVersion: '4.03', endedOn: null },
  segments: segments.map(([grade, startedOn], index) => ({ ordinal: index + 1, grade, startedOn, startedAt: null })),
  related: false,
  isLocalFinding: false,
});

const maxima = (events: readonly GradedEvent[], untilDay = 84) =>
  participantMaxima(treated(), events, '4.03', untilDay);

const ofClass = (events: readonly GradedEvent[], organClass: OrganClass, untilDay = 84) =>
  maxima(events, untilDay).organClasses.find((one) => one.organClass === organClass);

describe('the maximum grades of one participant', () => {
  const worsening = event('e1', 'Vascular disorders', [
    [1, '2025-03-10'],
    [2, '2025-04-01'],
    [1, '2025-04-05'],
    [2, '2025-04-20'],
    [3, '2025-05-25'],
  ]);

  it('name the first segment of each event that reached them', () => {
    const other = event('e2', 'Vascular disorders', [[2, '2025-05-01']]);
    const milder = event('e3', 'Vascular disorders', [[1, '2025-05-01']]);
    expect(ofClass([worsening, other, milder], 'Vascular disorders')).toMatchObject({
      grade: 2,
      reachedBy: [
        { adverseEventId: 'e1', ordinal: 2 },
        { adverseEventId: 'e2', ordinal: 1 },
      ],
    });
  });

  it('go by the last day that counts', () => {
    expect(ofClass([worsening], 'Vascular disorders', 85)).toMatchObject({
      grade: 3,
      reachedBy: [{ adverseEventId: 'e1', ordinal: 5 }],
    });
  });

  it('have every organ class, and overall the worst of them', () => {
    const eye = event('e2', 'Eye disorders', [[3, '2025-03-10']]);
    const all = maxima([worsening, eye]);
    expect(all.organClasses.map(({ organClass }) => organClass)).toEqual(organClasses);
    expect(all.overall).toEqual({ grade: 3, reachedBy: [{ adverseEventId: 'e2', ordinal: 1 }] });
    expect(ofClass([worsening, eye], 'Cardiac disorders')).toMatchObject({ grade: 0, reachedBy: [] });
  });

  it('are unknown where nobody has graded anything, and name what waits', () => {
    const ungraded = event('e2', 'Eye disorders', [[null, '2025-03-10']]);
    expect(maxima([ungraded]).overall).toEqual({
      grade: 'unknown',
      reachedBy: [{ adverseEventId: 'e2', ordinal: 1 }],
    });
    expect(maxima([ungraded, worsening]).overall.grade).toBe(2);
  });

  it('do not name what was there before and did not get worse', () => {
    expect(maxima([event('e2', 'Eye disorders', [[3, '2025-02-01']])]).overall).toEqual({ grade: 0, reachedBy: [] });
  });

  it('are refused across versions', () => {
    expect(() => participantMaxima(treated(), [worsening], '5.0', 84)).toThrow(
      expect.objectContaining({ code: 'ctcae-versions-mixed' }),
    );
  });

  it('are what the table counts, for everybody and every class', () => {
    const people = ['p1', 'p2', 'p3'];
    const classes = organClasses.slice(0, 3);
    const segment = fc.tuple(
      fc.constantFrom<Grade | null>(1, 2, 3, 4, 5, null),
      fc.constantFrom('2025-02-10', '2025-03-01', '2025-03', '2025-05-24', '2025-05-25', null),
    );
    const anyEvent = fc
      .tuple(fc.constantFrom(...people), fc.constantFrom(...classes), fc.array(segment, { minLength: 1, maxLength: 4 }))
      .map(
        ([person, organClass, segments]) =>
          (id: string) =>
            event(id, organClass, segments, person),
      );
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 12 }), (made) => {
        const events = made.map((make, index) => make(`e${index}`));
        const participants = people.map(treated);
        const table = maximumGrades(participants, events, '4.03', 84);
        const each = participants.map((participant) =>
          participantMaxima(
            participant,
            events.filter(({ adverseEvent }) => adverseEvent.participantId === participant.participantId),
            '4.03',
            84,
          ),
        );
        const count = (grades: readonly MaximumGrade[], wanted: string) =>
          grades.filter((grade) => String(grade) === wanted).length;
        for (const [index, { all }] of table.rows.entries())
          for (const [grade, participantsAt] of Object.entries(all.byGrade))
            expect(
              count(
                each.map(({ organClasses: own }) => own[index]?.grade ?? 0),
                grade,
              ),
            ).toBe(participantsAt);
        for (const [grade, participantsAt] of Object.entries(table.overall.all.byGrade))
          expect(
            count(
              each.map(({ overall }) => overall.grade),
              grade,
            ),
          ).toBe(participantsAt);
      }),
    );
  });
});

describe('how many days after treatment it is', () => {
  it('goes by the civil days of the site', () => {
    expect(daysSince(treated(), instant('2025-03-01T22:59:59Z'))).toBe(0);
    expect(daysSince(treated(), instant('2025-03-01T23:00:00Z'))).toBe(1);
    expect(daysSince(treated(), instant('2025-05-24T12:00:00Z'))).toBe(84);
  });
});
