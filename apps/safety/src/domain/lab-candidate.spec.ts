import { instant } from '@trial/kernel';
import { criteriaFor } from './ctcae/criteria.js';
import { gradeLabResult } from './ctcae/grade-lab-result.js';
import type { Grading } from './ctcae/grading.js';
import { raiseCandidate, reachesCandidate, regradeCandidate, type SourceResult } from './lab-candidate.js';

const now = instant('2025-06-02T10:00:00Z');
const zone = 'Europe/Amsterdam';
const source: SourceResult = {
  resultId: 'result-1',
  trialId: 'T1',
  siteId: 'UMCU',
  participantId: 'participant-1',
  trialVersion: 1,
  collectedAt: instant('2025-05-31T23:30:00Z'),
  zone,
};

function alt(number: number, comparator: '=' | '>' = '='): Grading {
  const [grading] = gradeLabResult(
    { value: { comparator, number, unit: 'U/L' }, range: { low: 5, high: 40 } },
    criteriaFor('4.03', 'ALT'),
    'worst',
  );
  if (!grading) throw new Error('no criterion for ALT');
  return grading;
}

const raised = raiseCandidate('event-1', alt(300), source, now);
describe('a candidate of the laboratory', () => {
  it('carries the criterion, the local day of the sample and the whole grading', () => {
    expect(raised.adverseEvent).toMatchObject({
      status: 'candidate',
      source: 'laboratory',
      sourceResultId: 'result-1',
      criterion: '4.03/alanine-aminotransferase-increased',
      term: 'alanine-aminotransferase-increased',
      organClass: 'Investigations',
      ctcaeVersion: '4.03',
      grade: 3,
      onsetOn: '2025-06-01',
      awareAt: null,
      seriousness: [],
    });
    expect(raised.segment).toMatchObject({ ordinal: 1, grade: 3, startedAt: source.collectedAt });
  });

  it.each([
    [39, 1, false],
    [100, 3, false],
    [100, 1, true],
    [250, 3, true],
  ])('is worth raising for ALT %d with grade %d or more: %s', (value, from, expected) => {
    expect(reachesCandidate(alt(value), from)).toBe(expected);
  });

  it('is raised from a range that may reach the grade, with the part that is certain', () => {
    const range = alt(500, '>');
    expect(range).toMatchObject({ outcome: 'range', atLeast: 3, atMost: 4 });
    expect(reachesCandidate(range, 4)).toBe(true);
    expect(raiseCandidate('event-2', range, source, now).adverseEvent.grade).toBe(3);
  });

  it('is not raised from grade 0', () => {
    expect(() => raiseCandidate('event-1', alt(30), source, now)).toThrow(
      expect.objectContaining({ code: 'nothing-to-propose' }),
    );
  });
});

describe('a result that is graded again', () => {
  it('changes the grade of a candidate', () => {
    const again = regradeCandidate(raised.adverseEvent, raised.segment, alt(130));
    expect([again.adverseEvent.grade, again.segment.grade, again.adverseEvent.version]).toEqual([2, 2, 2]);
  });

  it('leaves a candidate without grade for the investigator to refute when nothing is left', () => {
    const again = regradeCandidate(raised.adverseEvent, raised.segment, alt(30));
    expect(again.adverseEvent).toMatchObject({ status: 'candidate', grade: null });
  });

  it('changes nothing an investigator has settled', () => {
    const settled = { ...raised.adverseEvent, status: 'confirmed' as const };
    expect(() => regradeCandidate(settled, raised.segment, alt(130))).toThrow(
      expect.objectContaining({ code: 'not-a-candidate' }),
    );
  });

  it('is compared with the criterion the candidate came from', () => {
    const other = { ...alt(130), criterion: '4.03/anemia' };
    expect(() => regradeCandidate(raised.adverseEvent, raised.segment, other)).toThrow(
      expect.objectContaining({ code: 'another-criterion' }),
    );
  });
});
