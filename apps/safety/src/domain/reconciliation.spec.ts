import { discrepancies } from './reconciliation.js';
import type { SnapshotEvent } from './safety-snapshot.js';

const receipt = { receivedAt: '2025-03-02T08:00:00.000Z', expectedness: 'expected', by: 's' } as const;
const event = (adverseEventId: string, more: Partial<SnapshotEvent>): SnapshotEvent => ({
  ...{ adverseEventId, participantId: 'p1', siteId: 'UMCU', trialVersion: 1, ctcaeVersion: '4.03', term: 'fall' },
  ...{ organClass: 'Vascular disorders', words: null, status: 'confirmed', source: 'reported', grade: 3 },
  ...{ seriousness: ['hospitalisation'], outcome: 'recovered', actionTaken: 'none', digitThreatening: false },
  ...{ onsetOn: '2025-03-01', endedOn: null, version: 1, awareAt: '2025-03-01T08:00:00.000Z' },
  ...{ recordedAt: '2025-03-01T09:00:00.000Z', recordedBy: 'i', changedAt: '2025-03-01T09:00:00.000Z', changedBy: 'i' },
  ...{ segments: [], opinions: [], verdict: null, receipt: null, localFindings: [], ...more },
});
const found = (...events: SnapshotEvent[]) =>
  discrepancies(events).map(({ event: { adverseEventId }, because, since }) => [adverseEventId, because, since]);

describe('the reconciliation of site and sponsor', () => {
  it('is empty where every serious event was received, and none that is not', () => {
    expect(
      found(
        event('received', { receipt }),
        event('mild', { seriousness: [] }),
        event('proposal', { status: 'candidate' }),
      ),
    ).toEqual([]);
  });

  it('owes the sponsor what is of an interest that goes to them, serious or not', () => {
    const interest = { seriousness: [], goesToSponsor: true } as const;
    expect(
      found(
        event('waits', interest),
        event('received', { ...interest, receipt: { ...receipt, serious: false } }),
        event('refuted', { ...interest, status: 'refuted', receipt }),
        event('proposal', { ...interest, status: 'candidate' }),
        event('serious-since', { goesToSponsor: true, receipt: { ...receipt, serious: false } }),
        event('received-again', { goesToSponsor: true, receipt: { ...receipt, serious: true } }),
      ),
    ).toEqual([
      ['waits', 'awaits-receipt', '2025-03-01T08:00:00.000Z'],
      ['refuted', 'not-serious-any-more', receipt.receivedAt],
      ['serious-since', 'awaits-receipt', '2025-03-01T08:00:00.000Z'],
    ]);
  });

  it('names what the sponsor has not taken in, since the site knew, and what is not serious any more, since it was taken in', () => {
    expect(
      found(
        event('waits', {}),
        event('waits-from-record', { awareAt: null }),
        event('downgraded', { seriousness: [], receipt }),
        event('refuted', { status: 'refuted', receipt }),
      ),
    ).toEqual([
      ['waits', 'awaits-receipt', '2025-03-01T08:00:00.000Z'],
      ['waits-from-record', 'awaits-receipt', '2025-03-01T09:00:00.000Z'],
      ['downgraded', 'not-serious-any-more', receipt.receivedAt],
      ['refuted', 'not-serious-any-more', receipt.receivedAt],
    ]);
  });
});
