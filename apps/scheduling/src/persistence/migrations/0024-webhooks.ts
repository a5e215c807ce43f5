import { auditTrigger, defineMigration, siteIsolation } from '@trial/persistence';

const OF_ITS_SITES = `trial_id = (select current_setting('app.trial', true))
  and sites && (select string_to_array(current_setting('app.sites', true), ','))::text[]`;

/**
 * Who is told of news, and the ledger: one row per webhook and piece of news, one per attempt. No secret is here; they
 * are made from a key. A webhook has several sites, so that whoever acts at one of them sees it; who may change it is
 * the use case's rule. The queue carries ids alone and belongs to no site, like that of the reminders.
 */
export const Webhooks0024 = defineMigration(24, 'Webhooks', [
  `create table webhook (
     id uuid primary key,
     trial_id text not null,
     sites text[] not null check (cardinality(sites) > 0),
     kinds text[] not null check (cardinality(kinds) > 0),
     url text not null,
     state text not null check (state in ('active', 'paused', 'disabled', 'deleted')),
     rotation integer not null check (rotation > 0),
     previous_until timestamptz(3),
     created_at timestamptz(3) not null
   )`,
  `create index webhook_of_trial on webhook (trial_id)`,
  `alter table webhook enable row level security`,
  `alter table webhook force row level security`,
  `create policy site_isolation on webhook using (${OF_ITS_SITES}) with check (${OF_ITS_SITES})`,
  auditTrigger('webhook'),
  `grant select, insert, update on webhook to scheduling`,
  `create table webhook_delivery (
     id uuid primary key,
     webhook_id uuid not null references webhook (id),
     news text not null,
     kind text not null,
     occurred_at timestamptz(3) not null,
     trial_id text not null,
     site_id text not null,
     participant_id uuid not null,
     visit_id uuid not null,
     state text not null check (state in ('waiting', 'held', 'delivered', 'dead', 'stopped')),
     because text,
     round integer not null check (round > 0),
     tries integer not null check (tries >= 0),
     attempts integer not null check (attempts >= tries),
     settled_at timestamptz(3),
     constraint webhook_delivery_once unique (webhook_id, news),
     constraint webhook_delivery_why check ((state in ('held', 'dead', 'stopped')) = (because is not null)),
     constraint webhook_delivery_settled check ((state in ('delivered', 'dead', 'stopped')) = (settled_at is not null))
   )`,
  `create index webhook_delivery_of_trial on webhook_delivery (trial_id, occurred_at)`,
  `create index webhook_delivery_dead on webhook_delivery (trial_id, occurred_at) where state = 'dead'`,
  `create index webhook_delivery_of_webhook on webhook_delivery (webhook_id, occurred_at)`,
  ...siteIsolation('webhook_delivery'),
  auditTrigger('webhook_delivery'),
  `grant select, insert, update on webhook_delivery to scheduling`,
  `create table webhook_attempt (
     delivery_id uuid not null references webhook_delivery (id),
     number integer not null,
     round integer not null,
     trial_id text not null,
     site_id text not null,
     participant_id uuid not null,
     outcome text not null check (
       outcome in ('in-doubt', 'delivered', 'refused', 'gone', 'unreachable', 'timed-out', 'blocked')),
     status_code integer,
     started_at timestamptz(3) not null,
     ended_at timestamptz(3),
     primary key (delivery_id, number),
     constraint webhook_attempt_end check ((outcome = 'in-doubt') = (ended_at is null))
   )`,
  ...siteIsolation('webhook_attempt'),
  auditTrigger('webhook_attempt', 'delivery_id', 'number'),
  `grant select, insert, update on webhook_attempt to scheduling`,
  `create table webhook_queue (
     delivery_id uuid primary key references webhook_delivery (id),
     webhook_id uuid not null,
     trial_id text not null,
     site_id text not null,
     next_try_at timestamptz not null
   )`,
  `create index webhook_queue_next on webhook_queue (next_try_at)`,
  `grant select, insert, update, delete on webhook_queue to scheduling`,
]);
