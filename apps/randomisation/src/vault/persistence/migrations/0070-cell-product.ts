import { auditTrigger, defineMigration, siteIsolation, trialIsolation } from '@trial/persistence';

const ofTrial = (table: string, ...key: [string, ...string[]] | []): string[] => [
  ...trialIsolation(table),
  auditTrigger(table, ...key),
  `grant select, insert on ${table} to vault`,
];

/**
 * Batches, products, the scans of every hand-over, and the follow-up of recipients. In clear stands what is the same for
 * every product: who, when, which step. What a batch is, which product is of which batch and who is followed up for one are
 * ciphertext: the products of one batch are of one arm. Nothing is changed or removed.
 */
export const CellProduct0070 = defineMigration(70, 'CellProduct', [
  `create table batch (
     id uuid primary key,
     trial_id text not null,
     number text not null,
     sealed_content bytea not null,
     registered_by text not null,
     registered_at timestamptz(3) not null,
     constraint batch_number_once unique (trial_id, number)
   )`,
  `create table batch_status (
     batch_id uuid not null references batch (id),
     number integer not null,
     trial_id text not null,
     status text not null,
     sterility text not null,
     sealed_reason bytea not null,
     changed_by text not null,
     changed_at timestamptz(3) not null,
     primary key (batch_id, number)
   )`,
  `create table product (
     id uuid primary key,
     trial_id text not null,
     site_id text not null,
     participant_id uuid not null,
     code text not null,
     sealed_batch bytea not null,
     prepared_by text not null,
     prepared_at timestamptz(3) not null,
     constraint product_code_once unique (trial_id, code)
   )`,
  `create index product_participant on product (participant_id)`,
  // The code is what was scanned: it may be of no product, and a product of somebody else.
  `create table product_scan (
     id uuid primary key,
     trial_id text not null,
     site_id text not null,
     participant_id uuid not null,
     code text,
     step text not null,
     outcome text not null,
     usable_until timestamptz(3),
     warn_at timestamptz(3),
     scanned_by text not null,
     role text not null,
     scanned_at timestamptz(3) not null,
     -- Two scans may fall into one millisecond of trial time: the chain of custody has an order of its own.
     sequence bigint generated always as identity
   )`,
  `create index product_scan_code on product_scan (trial_id, code)`,
  `create unique index product_step_once on product_scan (trial_id, code, step) where outcome = 'accepted'`,
  `create table recipient_follow_up (
     id uuid primary key,
     trial_id text not null,
     batch_id uuid not null references batch (id),
     status_number integer not null,
     sealed_recipient bytea not null,
     opened_at timestamptz(3) not null,
     foreign key (batch_id, status_number) references batch_status (batch_id, number)
   )`,
  `create table follow_up_closure (
     follow_up_id uuid primary key references recipient_follow_up (id),
     trial_id text not null,
     sealed_account bytea not null,
     closed_by text not null,
     closed_at timestamptz(3) not null
   )`,
  `create table product_reading (
     id uuid primary key,
     trial_id text not null,
     subject text not null,
     reason text not null,
     read_by text not null,
     role text not null,
     organisation text not null,
     read_at timestamptz(3) not null
   )`,
  ...['product', 'product_scan'].flatMap((table) => [
    ...siteIsolation(table),
    // A donor is looked back to from every site at once.
    `create policy look_back on ${table} for select to vault_owner
       using (trial_id = (select current_setting('app.trial', true)))`,
    auditTrigger(table),
    `grant select, insert on ${table} to vault`,
  ]),
  ...ofTrial('batch'),
  ...ofTrial('batch_status', 'batch_id', 'number'),
  ...ofTrial('recipient_follow_up'),
  ...ofTrial('follow_up_closure', 'follow_up_id'),
  ...ofTrial('product_reading'),
  `create function products_of_all_sites() returns table (
     id uuid, code text, site_id text, participant_id uuid, sealed_batch bytea, discarded boolean, given jsonb
   ) language sql stable security definer set search_path = vault, pg_temp as $$
     select product.id, product.code, product.site_id, product.participant_id, product.sealed_batch,
            coalesce(bool_or(scan.step = 'discard' and scan.outcome = 'accepted'), false),
            coalesce(jsonb_agg(jsonb_build_object('participantId', scan.participant_id, 'siteId', scan.site_id))
                       filter (where scan.step = 'use'), '[]')
       from product left join product_scan scan using (trial_id, code)
      where product.trial_id = current_setting('app.trial', true)
      group by product.id
      order by product.id
   $$`,
  `revoke all on function products_of_all_sites() from public`,
  `grant execute on function products_of_all_sites() to vault`,
]);
