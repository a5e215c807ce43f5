import { auditTrigger, defineMigration, seeingAllRows, siteIsolation } from '@trial/persistence';

/**
 * When participants of a trial with a cell product were treated. What was heard before is taken from the chain of custody, which
 * knows the end of a session and not its beginning: of one across midnight in the sponsor's zone, others wait a day longer than
 * they must, and nobody is treated too soon. Corrections are heard again from the beginning of their stream.
 */
export const Treatments0087 = defineMigration(87, 'Treatments', [
  `create table treatment (
     participant_id uuid primary key,
     trial_id text not null,
     site_id text not null,
     treated_at timestamptz(3) not null,
     correction integer not null check (correction >= 0)
   )`,
  ...seeingAllRows(
    ['product_scan'],
    [
      `insert into treatment (participant_id, trial_id, site_id, treated_at, correction)
       select distinct on (participant_id) participant_id, trial_id, site_id, scanned_at, 0
         from product_scan where step = 'use' and administration_id is not null
        order by participant_id, scanned_at`,
    ],
  ),
  ...siteIsolation('treatment'),
  `create policy look_back on treatment for select to vault_owner
     using (trial_id = (select current_setting('app.trial', true)))`,
  auditTrigger('treatment', 'participant_id'),
  `grant select, insert, update on treatment to vault`,
  // Of all sites, and without a time whoever has a product ready, not yet given nor thrown away.
  `create function treatments_of_trial() returns table (participant_id uuid, treated_at timestamptz)
     language sql stable security definer set search_path = vault, pg_temp as $$
     select treatment.participant_id, treatment.treated_at from treatment where treatment.trial_id = current_setting('app.trial', true)
     union all
     select distinct product.participant_id, null::timestamptz from product
       where product.trial_id = current_setting('app.trial', true)
         and not exists (select from treatment where treatment.participant_id = product.participant_id)
         and not exists (select from participation_end ended where ended.participant_id = product.participant_id)
         and not exists (select from product_scan scan
                          where scan.trial_id = product.trial_id and scan.code = product.code
                            and (scan.step = 'use' or (scan.step = 'discard' and scan.outcome = 'accepted')))
   $$`,
  `revoke all on function treatments_of_trial() from public`,
  `grant execute on function treatments_of_trial() to vault`,
]);
