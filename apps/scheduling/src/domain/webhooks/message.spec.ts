import { instant } from '@trial/kernel';
import { bodyOf } from './message.js';

const news = {
  ...{ key: 'event-1', kind: 'visit.cancelled', occurredAt: instant('2025-03-04T09:30:00Z') },
  ...{ trialId: 'T', siteId: 'S', participantId: 'p', visitId: 'v' },
};

describe('a message to a webhook', () => {
  it('says kind, time and ids, and nothing else that is known of the news', () => {
    const told = { ...news, because: 'withdrawn', visitCode: 'V1', reason: 'not-at-site', arm: 'A' };
    expect(JSON.parse(bodyOf(told))).toEqual({
      type: 'visit.cancelled',
      timestamp: '2025-03-04T09:30:00.000Z',
      data: { trialId: 'T', siteId: 'S', participantId: 'p', visitId: 'v' },
    });
  });

  it('is the same bytes whoever asks', () => {
    const turned = Object.fromEntries(Object.entries(news).reverse()) as unknown as typeof news;
    expect(bodyOf(turned)).toBe(bodyOf(news));
  });
});
