import { instant } from '@trial/kernel';
import { raiseAlertCandidate, refuseUnknownProposals, type AlertSource } from './alert-candidate.js';

const now = instant('2025-03-16T10:00:00Z');
const source: AlertSource = {
  trialId: 'T1',
  siteId: 'UMCU',
  participantId: 'participant-1',
  trialVersion: 2,
  alertId: 'alert-1',
  ctcaeVersion: '4.03',
  term: 'pain-in-extremity',
  answeredAt: instant('2025-03-15T23:30:00Z'),
  zone: 'Europe/Amsterdam',
};

describe('a candidate of answers that somebody must look at', () => {
  it('has the term of the rule, begins on the day of the answers at the site, and has no grade', () => {
    const { adverseEvent, segment } = raiseAlertCandidate('event-1', source, now);
    expect(adverseEvent).toMatchObject({
      ...{ status: 'candidate', source: 'questionnaire', sourceAlertId: 'alert-1', sourceFindingId: null },
      ...{ sourceResultId: null, criterion: null, ctcaeVersion: '4.03', term: 'pain-in-extremity', grade: null },
      ...{ organClass: 'Musculoskeletal and connective tissue disorders', onsetOn: '2025-03-16', awareAt: null },
      ...{ seriousness: [], trialVersion: 2, recordedAt: now },
    });
    expect(segment).toMatchObject({ ordinal: 1, grade: null, startedAt: source.answeredAt, startedOn: '2025-03-16' });
  });

  it('has a term of the dictionary', () => {
    expect(() => raiseAlertCandidate('event-1', { ...source, term: 'no-such-term' }, now)).toThrow(
      expect.objectContaining({ code: 'term-unknown' }),
    );
  });

  it('is not waited for in vain: a trial whose alerts propose what its dictionary does not have is refused', () => {
    const trial = (version: '4.03' | '6.0', proposes: string) => ({
      ctcae: { version },
      instruments: [{ alerts: [] }, { alerts: [{ proposes: 'pain' }, { proposes }] }],
    });
    expect(() => {
      refuseUnknownProposals([trial('4.03', 'pain-in-extremity'), trial('6.0', 'pain-in-extremity')]);
    }).not.toThrow();
    expect(() => {
      refuseUnknownProposals([trial('6.0', 'pain'), trial('4.03', 'no-such-term')]);
    }).toThrow(expect.objectContaining({ code: 'term-unknown' }));
  });
});
