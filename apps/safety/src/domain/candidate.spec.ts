import { instant } from '@trial/kernel';
import { confirmCandidate, proposeEvent, refuteCandidate, type Confirmation } from './candidate.js';

const now = instant('2025-06-02T10:00:00Z');
const zone = 'Europe/Amsterdam';
const place = { trialId: 'T1', siteId: 'UMCU', participantId: 'participant-1', trialVersion: 1 };
const raised = proposeEvent(
  'event-1',
  { source: 'laboratory', sourceResultId: 'result-1', criterion: '4.03/alanine-aminotransferase-increased' },
  place,
  {
    ...{ ctcaeVersion: '4.03', term: 'alanine-aminotransferase-increased', organClass: 'Investigations', grade: 3 },
    onset: { startedOn: '2025-06-01', startedAt: instant('2025-05-31T23:30:00Z') },
  },
  now,
);
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

  it('says the grade of what was proposed without one, and needs no other reason for that', () => {
    const [event, segment] = [
      { ...raised.adverseEvent, grade: null },
      { ...raised.segment, grade: null },
    ];
    const confirmed = confirmCandidate(event, segment, confirmation, zone, now);
    expect([confirmed.adverseEvent.grade, confirmed.segment.grade]).toEqual([3, 3]);
    expect(() => confirmCandidate(event, segment, { ...confirmation, grade: null }, zone, now)).toThrow(
      expect.objectContaining({ code: 'grade-missing' }),
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
