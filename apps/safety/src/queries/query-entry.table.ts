import { EntitySchema } from 'typeorm';
import type { Instant, PersonId } from '@trial/kernel';
import { identifier, instantColumn, primaryIdentifier, text, whole } from '@trial/persistence';
import type { QueryAct, QueryEntryId, QueryId } from '../domain/query.js';
import { place, type Placed } from '../placement/placed.js';

/** What somebody said; never changed. */
export interface QueryEntry {
  readonly id: QueryEntryId;
  readonly queryId: QueryId;
  /** 1, 2, 3 within the query. */
  readonly ordinal: number;
  readonly act: QueryAct;
  readonly text: string;
  readonly by: PersonId;
  readonly role: string;
  readonly organisation: string;
  readonly at: Instant;
  /** What they were looking at. */
  readonly adverseEventVersion: number;
}

export const QueryEntries = new EntitySchema<Placed<QueryEntry>>({
  name: 'query_entry',
  columns: {
    id: primaryIdentifier(),
    queryId: identifier('query_id'),
    ...place,
    ordinal: whole('ordinal'),
    act: text('act'),
    text: text('text'),
    by: text('said_by'),
    role: text('role'),
    organisation: text('organisation'),
    at: instantColumn('said_at'),
    adverseEventVersion: whole('adverse_event_version'),
  },
  uniques: [{ name: 'query_entry_ordinal_once', columns: ['queryId', 'ordinal'] }],
});
