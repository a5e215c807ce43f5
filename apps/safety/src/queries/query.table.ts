import { EntitySchema } from 'typeorm';
import type { Instant } from '@trial/kernel';
import { identifier, instantColumn, primaryIdentifier, text } from '@trial/persistence';
import type { Query } from '../domain/query.js';
import { place, type Placed } from '../placement/placed.js';

export interface RecordedQuery extends Query {
  readonly openedAt: Instant;
}

export const Queries = new EntitySchema<Placed<RecordedQuery>>({
  name: 'query',
  columns: {
    id: primaryIdentifier(),
    adverseEventId: identifier('adverse_event_id'),
    ...place,
    field: text('field', { nullable: true }),
    openerRole: text('opener_role'),
    state: text('state'),
    askId: identifier('ask_id'),
    answerId: identifier('answer_id', { nullable: true }),
    openedAt: instantColumn('opened_at'),
  },
  indices: [{ name: 'query_event', columns: ['adverseEventId'] }],
});
