import { In } from 'typeorm';
import { keyAfter, pageOf, pageSize, type ListQueries, type QueryPage, type QueryView } from '@trial/contracts';
import { Rejection } from '@trial/kernel';
import type { Transaction } from '@trial/persistence';
import type { Placed } from '../placement/placed.js';
import { QueryEntries, type QueryEntry } from './query-entry.table.js';
import { Queries, type RecordedQuery } from './query.table.js';

/** The query, locked for the next step; one of another event or site is as unknown as one that does not exist. */
export async function lockQuery(
  tx: Transaction,
  { queryId: id, adverseEventId, participantId }: { queryId: string; adverseEventId: string; participantId: string },
): Promise<Placed<RecordedQuery>> {
  const query = await tx
    .rows(Queries)
    .findOne({ where: { id, adverseEventId, participantId }, lock: { mode: 'pessimistic_write' } });
  if (!query) throw new Rejection('query-unknown', { field: 'queryId' });
  return query;
}

/** One page of queries with what was said, by identifier. `Rejection('cursor-not-readable')`. */
export async function queryPage(tx: Transaction, request: ListQueries): Promise<QueryPage> {
  const { state, participantId, adverseEventId } = request;
  const limit = pageSize(request);
  const select = tx
    .rows(Queries)
    .createQueryBuilder('query')
    .where('query.id::text > :after', { after: keyAfter(request.cursor) })
    .orderBy('query.id::text')
    .limit(limit + 1);
  if (state) select.andWhere('query.state = :state', { state });
  if (participantId) select.andWhere('query.participant_id = :participantId', { participantId });
  if (adverseEventId) select.andWhere('query.adverse_event_id = :adverseEventId', { adverseEventId });
  const { items, ...rest } = pageOf(await select.getMany(), limit, ({ id }) => id);
  return { items: await queryViews(tx, items), ...rest };
}

export async function queryView(tx: Transaction, query: Placed<RecordedQuery>): Promise<QueryView> {
  const [view] = await queryViews(tx, [query]);
  if (!view) throw new Error('one query has one view');
  return view;
}

async function queryViews(tx: Transaction, queries: readonly Placed<RecordedQuery>[]): Promise<QueryView[]> {
  const ids = queries.map(({ id }) => id);
  const entries =
    ids.length === 0
      ? []
      : await tx.rows(QueryEntries).find({ where: { queryId: In(ids) }, order: { ordinal: 'ASC' } });
  return queries.map((query) => ({
    queryId: query.id,
    adverseEventId: query.adverseEventId,
    participantId: query.participantId,
    siteId: query.siteId,
    ...(query.field === null ? {} : { field: query.field }),
    openerRole: query.openerRole,
    state: query.state,
    entries: entries.filter(({ queryId }) => queryId === query.id).map(entryView),
  }));
}

const entryView = ({ id, act, text, by, role, at, adverseEventVersion }: QueryEntry) => ({
  ...{ entryId: id, act, text, by, role, adverseEventVersion },
  at: at.toString({ fractionalSecondDigits: 3 }),
});
