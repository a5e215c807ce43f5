import type { Query } from '../domain/query.js';
import type { Placed } from '../placement/placed.js';

/** What every event about a query says. */
export const queryFactsOf = ({
  trialId,
  siteId,
  participantId,
  adverseEventId,
  id: queryId,
  field,
  openerRole,
  askId,
}: Placed<Query>) => ({ trialId, siteId, participantId, adverseEventId, queryId, field, openerRole, askId });
