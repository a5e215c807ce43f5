import { Rejection } from '@trial/kernel';
import type { Transaction } from '@trial/persistence';
import { AdverseEvents } from '../adverse-events/adverse-event.table.js';
import type { Query } from '../domain/query.js';
import { placedAt, type Placed } from '../placement/placed.js';
import { QueryEntries, type QueryEntry } from './query-entry.table.js';

/** Keeps what somebody said in a query, with what the event was then; the query is new, or locked by who calls. */
export async function addEntry(
  tx: Transaction,
  query: Placed<Query>,
  { id, act, text }: Pick<QueryEntry, 'id' | 'act' | 'text'>,
): Promise<void> {
  const event = await tx.rows(AdverseEvents).findOneBy({ id: query.adverseEventId });
  if (!event) throw new Rejection('adverse-event-unknown', { field: 'adverseEventId' });
  const { actor: by, role, organisation } = tx.context;
  const ordinal = (await tx.rows(QueryEntries).countBy({ queryId: query.id })) + 1;
  const said = { id, queryId: query.id, ordinal, act, text, by, role, organisation, at: tx.now };
  await tx.rows(QueryEntries).insert(placedAt(query, { ...said, adverseEventVersion: event.version }));
}
