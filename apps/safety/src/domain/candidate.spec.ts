import { instant } from '@trial/kernel';
import {
  confirmCandidate,
  raiseCandidate,
  reachesCandidate,
  refuteCandidate,
  regradeCandidate,
  type Confirmation,
  type SourceResult,
} from './candidate.js';
import { criteriaFor } from './ctcae/criteria.js';
import { gradeLabResult } from './ctcae/grade-lab-result.js';
import type { Grading } from './ctcae/grading.js';

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
const confirmation: Confirmation = {
  by: 'investigator-1',
  grade: 3,
  seriousness: [],
  outcome: 'not-recovered',
  actionTaken: 'none',
  digitThreatening: false,
  awareAt: instant('2025-06-02T09:00:00Z'),
  words: null,
  reason: null,
};

describe('a candidate', () => {
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

describe('confirming a candidate', () => {
  it('makes it an adverse event with the moment of awareness and a verdict row', () => {
    const { adverseEvent, assessment } = confirmCandidate(raised.adverseEvent, raised.segment, confirmation, zone, now);
    expect(adverseEvent).toMatchObject({ status: 'confirmed', grade: 3, awareAt: confirmation.awareAt, version: 2 });
    expect(adverseEvent).not.toHaveProperty('by');
    expect(assessment).toEqual({
      adverseEventId: 'event-1',
      verdict: 'confirmed',
      by: 'investigator-1',
      at: now,
      reason: null,
    });
  });

  it('may change the grade, in event and segment, with a reason', () => {
    const changed = { ...confirmation, grade: 4, reason: 'jaundice' } as const;
    const { adverseEvent, segment } = confirmCandidate(raised.adverseEvent, raised.segment, changed, zone, now);
    expect([adverseEvent.grade, segment.grade]).toEqual([4, 4]);
    expect(() =>
      confirmCandidate(raised.adverseEvent, raised.segment, { ...changed, reason: null }, zone, now),
    ).toThrow(expect.objectContaining({ code: 'reason-missing' }));
  });

  it('cannot choose a grade the term lacks', () => {
    const dead = { ...confirmation, grade: 5, seriousness: ['death'], outcome: 'fatal', reason: 'died' } as const;
    expect(() => confirmCandidate(raised.adverseEvent, raised.segment, dead, zone, now)).toThrow(
      expect.objectContaining({ code: 'grade-not-offered' }),
    );
  });

  it('happens once, and not after it was refuted', () => {
    const { adverseEvent } = confirmCandidate(raised.adverseEvent, raised.segment, confirmation, zone, now);
    const { adverseEvent: refuted } = refuteCandidate(
      raised.adverseEvent,
      { by: 'investigator-1', reason: 'haemolysed' },
      now,
    );
    for (const settled of [adverseEvent, refuted]) {
      expect(() => confirmCandidate(settled, raised.segment, confirmation, zone, now)).toThrow(
        expect.objectContaining({ code: 'not-a-candidate' }),
      );
    }
  });
});

describe('refuting a candidate', () => {
  it('keeps the verdict with its reason', () => {
    const { adverseEvent, assessment } = refuteCandidate(
      raised.adverseEvent,
      { by: 'investigator-1', reason: 'haemolysed' },
      now,
    );
    expect(adverseEvent).toMatchObject({ status: 'refuted', version: 2 });
    expect(assessment).toMatchObject({ verdict: 'refuted', reason: 'haemolysed' });
  });

  it('needs a reason', () => {
    expect(() => refuteCandidate(raised.adverseEvent, { by: 'investigator-1', reason: '' }, now)).toThrow(
      expect.objectContaining({ code: 'reason-missing' }),
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
    const { adverseEvent, segment } = confirmCandidate(raised.adverseEvent, raised.segment, confirmation, zone, now);
    expect(() => regradeCandidate(adverseEvent, segment, alt(130))).toThrow(
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
