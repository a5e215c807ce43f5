import { instant, plainDate } from '@trial/kernel';
import { raiseLocalCandidate, type LocalSource } from './local-candidate.js';
import type { LocalFinding } from './local-toxicity.js';

const now = instant('2025-03-16T10:00:00Z');
const finding: LocalFinding = {
  item: 'haematoma',
  change: 'new',
  visitCode: 'W02',
  withoutReference: false,
  assessedAt: instant('2025-03-15T23:30:00Z'),
  foundOn: plainDate('2025-03-16'),
};
const source: LocalSource = {
  trialId: 'T1',
  siteId: 'UMCU',
  participantId: 'participant-1',
  trialVersion: 2,
  findingId: 'finding-1',
  ctcaeVersion: '4.03',
  term: 'hematoma',
};

describe('a candidate of the local-toxicity form', () => {
  it('has the term of the item and its organ class, begins when it was seen, and has no grade', () => {
    const { adverseEvent, segment } = raiseLocalCandidate('event-1', finding, source, now);
    expect(adverseEvent).toMatchObject({
      ...{ status: 'candidate', source: 'local-toxicity', sourceFindingId: 'finding-1', sourceResultId: null },
      ...{ criterion: null, term: 'hematoma', organClass: 'Vascular disorders', ctcaeVersion: '4.03', grade: null },
      ...{ onsetOn: '2025-03-16', awareAt: null, seriousness: [], trialVersion: 2, recordedAt: now },
    });
    expect(segment).toMatchObject({ ordinal: 1, grade: null, startedAt: finding.assessedAt, startedOn: '2025-03-16' });
  });

  it('has a term of the dictionary', () => {
    const unheardOf = { ...source, term: 'no-such-term' };
    expect(() => raiseLocalCandidate('event-1', finding, unheardOf, now)).toThrow(
      expect.objectContaining({ code: 'term-unknown' }),
    );
  });
});
