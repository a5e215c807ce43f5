import { z } from 'zod';
import { whereabouts } from '../event-contract.js';

/** What every event about a query says: never its words. */
export const queryFacts = {
  ...whereabouts,
  participantId: z.uuid(),
  adverseEventId: z.uuid(),
  queryId: z.uuid(),
  /** The field it is about; null for the event as a whole. */
  field: z.string().nullable(),
  openerRole: z.enum(['monitor', 'data-manager', 'safety-physician']),
  /** The entry that asks: the opening, or the latest reopening. */
  askId: z.uuid(),
};
