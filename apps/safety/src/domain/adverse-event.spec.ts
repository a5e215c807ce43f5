import { instant } from '@trial/kernel';
import {
  becameFatalOrLifeThreatening,
  correctOnset,
  reportAdverseEvent,
  reviseAdverseEvent,
  reviseGrade,
  type AdverseEventReport,
} from './adverse-event.js';

const now = instant('2025-06-01T10:00:00Z');
const zone = 'Europe/Amsterdam';

const report: AdverseEventReport = {
  trialId: 'T1',
  siteId: 'UMCU',
  participantId: 'participant-1',
  trialVersion: 1,
  ctcaeVersion: '4.03',
  term: 'injection-site-reaction',
  words: 'sore hand',
  grade: 2,
  seriousness: [],
  outcome: 'recovering',
  actionTaken: 'none',
  digitThreatening: false,
  onset: { startedOn: '2025-05-30' },
  endedOn: null,
  awareAt: instant('2025-05-31T08:00:00Z'),
  zone,
};

const refusal = (change: Partial<AdverseEventReport>): unknown => {
  try {
    reportAdverseEvent('event-1', { ...report, ...change }, now);
    return 'accepted';
  } catch (error) {
    return error instanceof Error && 'code' in error ? error.code : error;
  }
};

describe('reporting an adverse event', () => {
  it('stores the organ class as printed in the version used, and opens the first grade', () => {
    const { adverseEvent, segment } = reportAdverseEvent('event-1', report, now);
    expect(adverseEvent).toMatchObject({
      id: 'event-1',
      organClass: 'General disorders and administration site conditions',
      status: 'confirmed',
      source: 'reported',
      grade: 2,
      onsetOn: '2025-05-30',
      recordedAt: now,
      version: 1,
    });
    expect(adverseEvent).not.toHaveProperty('zone');
    expect(segment).toMatchObject({ adverseEventId: 'event-1', ordinal: 1, grade: 2, startedOn: '2025-05-30' });
  });

  it('puts infusion related reaction in another class in 5.0 than in 4.03', () => {
    const term = 'infusion-related-reaction';
    const classIn = (ctcaeVersion: '4.03' | '5.0'): string =>
      reportAdverseEvent('event-1', { ...report, term, ctcaeVersion }, now).adverseEvent.organClass;
    expect(classIn('4.03')).toBe('General disorders and administration site conditions');
    expect(classIn('5.0')).toBe('Injury, poisoning and procedural complications');
  });

  it.each([
    ['a term the version does not have', { term: 'thrombocytopenia' }, 'term-unknown'],
    ['a grade the term lacks', { term: 'hyponatremia', grade: 2 }, 'grade-not-offered'],
    ['grade 4 of a term that ends at 3', { term: 'fatigue', grade: 4 }, 'grade-not-offered'],
    ['"other" without words', { term: 'vascular-disorders-other-specify', words: ' ' }, 'words-missing'],
    ['grade 5 without a death', { grade: 5 }, 'grade-5-needs-death'],
    ['grade 5 with the criterion but another outcome', { grade: 5, seriousness: ['death'] }, 'grade-5-needs-death'],
    ['a fatal outcome without the criterion', { outcome: 'fatal' }, 'fatal-needs-death'],
    ['awareness in the future', { awareAt: instant('2025-06-01T10:00:00.001Z') }, 'awareness-in-future'],
    ['an onset after awareness', { onset: { startedOn: '2025-06-01' } }, 'onset-after-awareness'],
    ['an end before the onset', { endedOn: '2025-05-29' }, 'end-before-onset'],
    ['an end in the future', { endedOn: '2025-06-02' }, 'end-in-future'],
  ] as const)('is refused with %s', (_case, change, code) => {
    expect(refusal(change)).toBe(code);
  });

  it.each([
    ['a death with grade 5', { grade: 5, seriousness: ['death'], outcome: 'fatal' }],
    ['a death under a term without grade 5', { term: 'fatigue', grade: 3, seriousness: ['death'], outcome: 'fatal' }],
    ['no grade yet', { grade: null }],
    ['an onset known to the month', { onset: { startedOn: '2025-05' } }],
    ['no onset', { onset: { startedOn: null } }],
    ['an onset long before treatment', { onset: { startedOn: '2019' } }],
    [
      'an onset on the local day of awareness',
      { onset: { startedOn: '2025-06-01' }, awareAt: instant('2025-05-31T22:30:00Z') },
    ],
  ] as const)('is accepted with %s', (_case, change) => {
    expect(refusal(change)).toBe('accepted');
  });
});

describe('revising an adverse event', () => {
  const { adverseEvent, segment } = reportAdverseEvent('event-1', report, now);

  it('counts versions and leaves the grade alone', () => {
    const revised = reviseAdverseEvent(adverseEvent, { seriousness: ['hospitalisation'] }, zone, now);
    expect(revised).toMatchObject({ version: 2, seriousness: ['hospitalisation'], grade: 2 });
  });

  it('is held to the rules of reporting', () => {
    expect(() => reviseAdverseEvent(adverseEvent, { endedOn: '2025-05-01' }, zone, now)).toThrow(
      expect.objectContaining({ code: 'end-before-onset' }),
    );
    expect(() => reviseAdverseEvent(adverseEvent, { outcome: 'fatal' }, zone, now)).toThrow(
      expect.objectContaining({ code: 'fatal-needs-death' }),
    );
  });

  it('ends one grade where the next begins', () => {
    const {
      adverseEvent: worse,
      ended,
      begun,
    } = reviseGrade(adverseEvent, [segment], { grade: 3, startedOn: '2025-05-31' }, now);
    expect(worse).toMatchObject({ grade: 3, version: 2 });
    expect([ended.endedOn, begun.startedOn, begun.grade]).toEqual(['2025-05-31', '2025-05-31', 3]);
  });

  it('takes death as grade, criterion and outcome at once, and notices that the seven days now apply', () => {
    const change = { grade: 5, startedOn: '2025-06-01', seriousness: ['death'], outcome: 'fatal' } as const;
    const { adverseEvent: dead } = reviseGrade(adverseEvent, [segment], change, now);
    expect(becameFatalOrLifeThreatening(adverseEvent, dead)).toBe(true);
    expect(becameFatalOrLifeThreatening(dead, dead)).toBe(false);
    const inDanger = { ...adverseEvent, seriousness: ['life-threatening'] as const };
    expect(becameFatalOrLifeThreatening(adverseEvent, inDanger)).toBe(true);
    expect(becameFatalOrLifeThreatening(inDanger, dead)).toBe(true);
    expect(becameFatalOrLifeThreatening(inDanger, inDanger)).toBe(false);
    expect(() => reviseGrade(adverseEvent, [segment], { grade: 5, startedOn: '2025-06-01' }, now)).toThrow(
      expect.objectContaining({ code: 'grade-5-needs-death' }),
    );
  });

  it('moves event and first grade together when the onset was wrong', () => {
    const corrected = correctOnset(adverseEvent, segment, { startedOn: '2025-05-29' }, zone, now);
    expect([corrected.adverseEvent.onsetOn, corrected.segment.startedOn]).toEqual(['2025-05-29', '2025-05-29']);
    expect(() => correctOnset(adverseEvent, segment, { startedOn: '2025-06-01' }, zone, now)).toThrow(
      expect.objectContaining({ code: 'onset-after-awareness' }),
    );
  });

  it('is for confirmed events only', () => {
    expect(() => reviseAdverseEvent({ ...adverseEvent, status: 'candidate' }, {}, zone, now)).toThrow(
      expect.objectContaining({ code: 'adverse-event-not-confirmed' }),
    );
    expect(() =>
      reviseGrade({ ...adverseEvent, status: 'refuted' }, [segment], { grade: 3, startedOn: '2025-05-31' }, now),
    ).toThrow(expect.objectContaining({ code: 'adverse-event-not-confirmed' }));
  });
});
