import type { Instant } from '@trial/kernel';

/** What a webhook is told: that something of a kind happened, when, and about which visit. */
export interface News {
  /** The event, or what else it is: one message to a webhook for each. */
  readonly key: string;
  readonly kind: string;
  readonly occurredAt: Instant;
  readonly trialId: string;
  readonly siteId: string;
  readonly participantId: string;
  readonly visitId: string;
}

/**
 * The body of a message, the same bytes for every attempt. A nudge: ids and no facts, like the live events. What the
 * visit is, what came of it and why is fetched under the fetcher's own rights.
 */
export const bodyOf = ({ kind, occurredAt, trialId, siteId, participantId, visitId }: Omit<News, 'key'>): string =>
  JSON.stringify({
    type: kind,
    timestamp: occurredAt.toString({ fractionalSecondDigits: 3 }),
    data: { trialId, siteId, participantId, visitId },
  });
