import { instant } from '@trial/kernel';
import {
  atItsWorst,
  changeGrade,
  correctSegment,
  firstSegment,
  highestGrade,
  latestSegment,
} from './grade-segments.js';

const now = instant('2025-06-01T10:00:00Z');
const first = firstSegment('event-1', 2, { startedOn: '2025-05-20' }, now);

describe('the grade segments of an adverse event', () => {
  it('follow one another without a gap', () => {
    const { ended, begun } = changeGrade([first], 3, { startedOn: '2025-05-28' }, now);
    expect(ended).toMatchObject({ ordinal: 1, grade: 2, startedOn: '2025-05-20', endedOn: '2025-05-28' });
    expect(begun).toMatchObject({ ordinal: 2, grade: 3, startedOn: '2025-05-28', endedOn: null });
    expect(latestSegment([begun, ended])).toBe(begun);
  });

  it('never begin before the one they follow, but a month may contain it', () => {
    expect(() => changeGrade([first], 3, { startedOn: '2025-05-19' }, now)).toThrow(
      expect.objectContaining({ code: 'grade-starts-before-previous' }),
    );
    expect(changeGrade([first], 3, { startedOn: '2025-05' }, now).begun.startedOn).toBe('2025-05');
  });

  it('have the worst grade among them as their highest, and none when nobody graded', () => {
    const ungraded = firstSegment('event-1', null, { startedOn: null }, now);
    expect(
      highestGrade([first, { ...first, ordinal: 2, grade: 4 }, ungraded, { ...first, ordinal: 3, grade: 1 }]),
    ).toBe(4);
    expect(highestGrade([ungraded])).toBeNull();
    expect(atItsWorst({ grade: 1, term: 'fall' }, [first, { ...first, grade: 3 }])).toEqual({ grade: 3, term: 'fall' });
  });

  it('are corrected one by one, and only the last can have been death', () => {
    const { ended, begun } = changeGrade([first], 3, { startedOn: '2025-05-28' }, now);
    const segments = [ended, begun];
    expect(correctSegment(segments, 1, 4)).toEqual({ before: ended, after: { ...ended, grade: 4 }, isLatest: false });
    expect(correctSegment(segments, 2, 5)).toMatchObject({ after: { grade: 5 }, isLatest: true });
    for (const [ordinal, grade, code] of [
      [3, 4, 'grade-segment-unknown'],
      [2, 3, 'nothing-to-revise'],
      [1, 5, 'grade-5-needs-death'],
    ] as const)
      expect(() => correctSegment(segments, ordinal, grade)).toThrow(expect.objectContaining({ code }));
  });
});
