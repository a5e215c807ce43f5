import type { KnownFinding } from '../domain/local-finding-changes.js';
import type { Placed } from '../placement/placed.js';

/** What every event about a local finding says. */
export const localFindingFactsOf = ({ trialId, siteId, participantId, id, visitCode, item }: Placed<KnownFinding>) => ({
  trialId,
  siteId,
  participantId,
  findingId: id,
  visitCode,
  item,
});
