import { Rejection, type Id } from '@trial/kernel';
import type { AdverseEventId } from './adverse-event.js';

export type QueryId = Id<'query'>;
export type QueryEntryId = Id<'query-entry'>;

/** Who asks: whoever checks the data and does not enter them. */
export const queryOpeners = ['monitor', 'data-manager', 'safety-physician'] as const;
export type QueryOpener = (typeof queryOpeners)[number];

/** A question to the site about an adverse event or one of its fields (F09, DC1). It changes no data: the site does that. */
export interface Query {
  readonly id: QueryId;
  readonly adverseEventId: AdverseEventId;
  /** The field it is about; null for the event as a whole. */
  readonly field: string | null;
  readonly openerRole: QueryOpener;
  readonly state: 'open' | 'answered' | 'closed';
  /** The entry that asks: the opening, or the latest reopening. */
  readonly askId: QueryEntryId;
  /** The answer to that, while somebody has to look at it or accepted it. */
  readonly answerId: QueryEntryId | null;
}

/** What can be done to a query; each is an entry of its own with its words, and none is ever taken back. */
export type QueryAct = 'opened' | 'answered' | 'closed' | 'reopened';

export const openQuery = (
  id: QueryId,
  about: Pick<Query, 'adverseEventId' | 'field' | 'openerRole'>,
  askId: QueryEntryId,
): Query => ({ ...about, id, state: 'open', askId, answerId: null });

/** The site answers what is asked. Refused: `query-not-open`. */
export function answerQuery(query: Query, answerId: QueryEntryId): Query {
  if (query.state !== 'open')
    throw new Rejection('query-not-open', { rule: `it is ${query.state}: nothing waits for an answer` });
  return { ...query, state: 'answered', answerId };
}

/** The role that asked is satisfied, or no longer asks. Refused: `not-your-query`, `query-closed`. */
export function closeQuery(query: Query, role: string): Query {
  mustBeAskedBy(query, role);
  if (query.state === 'closed') throw new Rejection('query-closed', { rule: 'it is closed already' });
  return { ...query, state: 'closed' };
}

/** The role that asked is not satisfied with the answer, or asks once more. Refused: `not-your-query`, `query-still-open`. */
export function reopenQuery(query: Query, role: string, askId: QueryEntryId): Query {
  mustBeAskedBy(query, role);
  if (query.state === 'open') throw new Rejection('query-still-open', { rule: 'it waits for its answer' });
  return { ...query, state: 'open', askId, answerId: null };
}

function mustBeAskedBy({ openerRole }: Query, role: string): void {
  if (role !== openerRole)
    throw new Rejection('not-your-query', { rule: `it is closed and reopened by the role that asked: ${openerRole}` });
}
