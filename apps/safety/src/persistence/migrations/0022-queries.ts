import { auditTrigger, defineMigration, siteIsolation } from '@trial/persistence';

/** Queries about adverse events, and what was said in each, which is never changed. */
export const Queries0022 = defineMigration(22, 'Queries', [
  `create table query (
     id uuid primary key,
     adverse_event_id uuid not null references adverse_event (id),
     trial_id text not null,
     site_id text not null,
     participant_id uuid not null,
     field text,
     opener_role text not null check (opener_role in ('monitor', 'data-manager', 'safety-physician')),
     state text not null check (state in ('open', 'answered', 'closed')),
     ask_id uuid not null,
     answer_id uuid,
     opened_at timestamptz(3) not null,
     constraint query_answered check ((state = 'open' and answer_id is null) or state = 'closed' or answer_id is not null)
   )`,
  `create index query_event on query (adverse_event_id)`,
  `create index query_participant on query (participant_id)`,
  `create table query_entry (
     id uuid primary key,
     query_id uuid not null references query (id),
     trial_id text not null,
     site_id text not null,
     participant_id uuid not null,
     ordinal integer not null check (ordinal > 0),
     act text not null check (act in ('opened', 'answered', 'closed', 'reopened')),
     text text not null check (length(text) between 2 and 1000),
     said_by text not null,
     role text not null,
     organisation text not null,
     said_at timestamptz(3) not null,
     adverse_event_version integer not null,
     constraint query_entry_ordinal_once unique (query_id, ordinal)
   )`,
  ...['query', 'query_entry'].flatMap((table) => siteIsolation(table)),
  auditTrigger('query'),
  auditTrigger('query_entry'),
  `grant select, insert on query, query_entry to safety`,
  `grant update (state, ask_id, answer_id) on query to safety`,
]);
