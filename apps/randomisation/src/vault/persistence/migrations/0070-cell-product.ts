import { auditTrigger, defineMigration, siteIsolation, trialIsolation } from '@trial/persistence';

const ofTrial = (table: string, ...key: [string, ...string[]] | []): string[] => [
  ...trialIsolation(table),
  auditTrigger(table, ...key),
  `grant select, insert on ${table} to vault`,
];

/** Of a site; the owner looks back over all of them, for a donor, a recall, and a product that went to another site. */
const ofSite = (table: string, ...key: [string, ...string[]] | []): string[] => [
  ...siteIsolation(table),
  `create policy look_back on ${table} for select to vault_owner
     using (trial_id = (select current_setting('app.trial', true)))`,
  auditTrigger(table, ...key),
  `grant select, insert on ${table} to vault`,
];

/**
 * Batches, products, the scans of every hand-over, and what was done for recipients. In clear stands what is the same for
 * every product: who, when, which step. What a batch is, which product is of which batch and who was followed up for one
 * are ciphertext: the products of one batch are of one arm. Who is to be followed up is written nowhere: it follows from
 * the rest. Nothing is changed or removed.
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
     trial_version integer not null,
     status text not null,
     sealed_account bytea not null,
     changed_by text not null,
     changed_at timestamptz(3) not null,
     primary key (batch_id, number)
   )`,
  `create table product (
     id uuid primary key,
     trial_id text not null,
     site_id text not null,
     participant_id uuid not null,
     trial_version integer not null,
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
     trial_version integer not null,
     code text,
     step text not null,
     outcome text not null,
     usable_until timestamptz(3),
     warn_at timestamptz(3),
     administration_id uuid,
     scanned_by text not null,
     role text not null,
     scanned_at timestamptz(3) not null,
     -- Two scans may fall into one millisecond of trial time: the chain of custody has an order of its own.
     sequence bigint generated always as identity
   )`,
  `create index product_scan_code on product_scan (trial_id, code)`,
  `create index product_scan_participant on product_scan (participant_id)`,
  `create unique index product_step_once on product_scan (trial_id, code, step) where outcome = 'accepted'`,
  `create table participation_end (
     participant_id uuid primary key,
     trial_id text not null,
     site_id text not null,
     ended_at timestamptz(3) not null
   )`,
  `create table follow_up_closure (
     id uuid primary key,
     trial_id text not null,
     sealed_closure bytea not null,
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
  ...ofSite('product'),
  ...ofSite('product_scan'),
  ...ofSite('participation_end', 'participant_id'),
  ...ofTrial('batch'),
  ...ofTrial('batch_status', 'batch_id', 'number'),
  ...ofTrial('follow_up_closure'),
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
  // As it stood at a moment, or stands; what was given was given, whenever that was heard.
  `create function product_by_code(p_code text, p_at timestamptz) returns table (
     id uuid, site_id text, participant_id uuid, prepared_by text, sealed_batch bytea, done text[],
     usable_until timestamptz, warn_at timestamptz
   ) language sql stable security definer set search_path = vault, pg_temp as $$
     select product.id, product.site_id, product.participant_id, product.prepared_by, product.sealed_batch,
            array_remove(array_agg(distinct scan.step), null), max(scan.usable_until), max(scan.warn_at)
       from product left join product_scan scan on scan.trial_id = product.trial_id and scan.code = product.code
         and ((scan.outcome = 'accepted' and (p_at is null or scan.scanned_at <= p_at)) or scan.step = 'use')
      where product.trial_id = current_setting('app.trial', true) and product.code = p_code
      group by product.id
   $$`,
  `create function bearer(p_participant uuid) returns table (has_left boolean, sessions integer)
     language sql stable security definer set search_path = vault, pg_temp as $$
     select exists (select from participation_end ended
              where ended.trial_id = current_setting('app.trial', true) and ended.participant_id = p_participant),
            (select count(distinct scan.administration_id)::integer from product_scan scan
              where scan.trial_id = current_setting('app.trial', true) and scan.participant_id = p_participant
                and scan.step = 'use')
   $$`,
  ...['products_of_all_sites()', 'product_by_code(text, timestamptz)', 'bearer(uuid)'].flatMap((signature) => [
    `revoke all on function ${signature} from public`,
    `grant execute on function ${signature} to vault`,
  ]),
]);
