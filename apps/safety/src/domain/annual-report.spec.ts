import { cumulativeTabulation, ofSpecialInterestIn, reactionsIn } from './annual-report.js';
import type { SnapshotEvent, SnapshotOpinion } from './safety-snapshot.js';

const zone = 'Europe/Amsterdam';
const opinion = (possibility: SnapshotOpinion['possibility'], cause = 'cells'): SnapshotOpinion => ({
  ...{ cause, judge: 'sponsor', possibility, by: 'physician', at: '2025-03-01T08:00:00.000Z', reason: null },
});
const event = (adverseEventId: string, more: Partial<SnapshotEvent> = {}): SnapshotEvent => ({
  ...{ adverseEventId, participantId: 'p1', siteId: 'UMCU', trialVersion: 1, ctcaeVersion: '4.03', term: 'fall' },
  ...{ organClass: 'Vascular disorders', words: null, status: 'confirmed', source: 'reported', grade: 3 },
  ...{ seriousness: ['hospitalisation'], outcome: 'recovered', actionTaken: 'none', digitThreatening: false },
  ...{ onsetOn: '2025-03-01', endedOn: null, version: 1, awareAt: '2025-03-01T08:00:00.000Z' },
  ...{ recordedAt: '2025-03-01T09:00:00.000Z', recordedBy: 'i', changedAt: '2025-03-01T09:00:00.000Z', changedBy: 'i' },
  ...{ segments: [], opinions: [opinion('reasonable')], verdict: null, receipt: null, localFindings: [], ...more },
});
const received = (receivedAt: string) => ({ receipt: { receivedAt, expectedness: 'expected' as const, by: 's' } });
const year = { from: '2025-01-01', until: '2025-12-31' };
const listed = (...events: SnapshotEvent[]) =>
  reactionsIn(events, year, zone).map(({ adverseEventId }) => adverseEventId);

describe('the serious adverse reactions of an interval', () => {
  it('are confirmed, serious and suspected of what the trial brought', () => {
    expect(
      listed(
        event('reaction'),
        event('not-serious', { seriousness: [] }),
        event('proposal', { status: 'candidate' }),
        event('refuted', { status: 'refuted' }),
        event('not-suspected', { opinions: [opinion('none')] }),
        event('of-the-disease', { opinions: [opinion('reasonable', 'disease')] }),
        event('not-judged', { opinions: [] }),
      ),
    ).toEqual(['reaction']);
  });

  it.each([
    ['2024-12-31T22:59:59.999Z', false],
    ['2024-12-31T23:00:00.000Z', true],
    ['2025-12-31T22:59:59.999Z', true],
    ['2025-12-31T23:00:00.000Z', false],
  ])('belong to the day of the sponsor on which it received them: %s', (at, isIn) => {
    expect(listed(event('one', received(at)))).toEqual(isIn ? ['one'] : []);
  });

  it('belong to the day the investigator knew while the sponsor has not received them', () => {
    expect(listed(event('known', { awareAt: '2024-06-01T08:00:00.000Z' }))).toEqual([]);
    expect(
      listed(event('late', { awareAt: '2024-06-01T08:00:00.000Z', ...received('2025-01-02T08:00:00.000Z') })),
    ).toEqual(['late']);
  });
});

describe('the events of special interest of an interval', () => {
  const ofInterest = { specialInterest: ['infection'], seriousness: [], opinions: [] };

  it('are confirmed ones, serious and suspected or not, by the same days', () => {
    expect(
      ofSpecialInterestIn(
        [
          event('one', ofInterest),
          event('ordinary', { specialInterest: [] }),
          event('of an older cut'),
          event('proposal', { ...ofInterest, status: 'candidate' }),
          event('before', { ...ofInterest, ...received('2024-12-31T22:59:59.999Z') }),
          event('after', { ...ofInterest, ...received('2025-12-31T23:00:00.000Z') }),
        ],
        year,
        zone,
      ).map(({ adverseEventId }) => adverseEventId),
    ).toEqual(['one']);
  });
});

describe('the cumulative tabulation', () => {
  it('counts serious events to a day by class and term, suspected ones among them, classes in the order of the dictionary', () => {
    const rows = cumulativeTabulation(
      [
        event('1'),
        event('2', { opinions: [] }),
        event('3', { term: 'chills', ...received('2019-03-01T08:00:00.000Z') }),
        event('4', { organClass: 'Cardiac disorders', term: 'asystole' }),
        event('later', received('2026-01-01T08:00:00.000Z')),
        event('mild', { seriousness: [] }),
        event('proposal', { status: 'candidate' }),
      ],
      '2025-12-31',
      zone,
    );
    expect(rows).toEqual([
      { organClass: 'Cardiac disorders', term: 'asystole', seriousEvents: 1, seriousReactions: 1 },
      { organClass: 'Vascular disorders', term: 'chills', seriousEvents: 1, seriousReactions: 1 },
      { organClass: 'Vascular disorders', term: 'fall', seriousEvents: 2, seriousReactions: 1 },
    ]);
  });
});
