import { defineMigration } from '@trial/persistence';

/**
 * Who may have been treated although nobody has told yet. A thaw counts from its moment, until the product is given or thrown
 * away; a check at the bedside counts whatever becomes of the container, because the session may be told of hours later.
 */
export const PerhapsTreated0089 = defineMigration(89, 'PerhapsTreated', [
  `drop function treatments_of_trial()`,
  // Of all sites, and without a time whoever has a product ready, not yet given nor thrown away. Somebody may be in several rows.
  `create function treatments_of_trial()
     returns table (participant_id uuid, treated_at timestamptz, perhaps_at timestamptz)
     language sql stable security definer set search_path = vault, pg_temp as $$
     with of_untreated as (
       select product.participant_id,
              min(scan.scanned_at) filter (where scan.step = 'thaw' and scan.outcome = 'accepted') as thawed_at,
              min(scan.scanned_at) filter (where scan.step = 'bedside' and scan.outcome = 'accepted') as at_bedside_at,
              bool_or(scan.step = 'use' or (scan.step = 'discard' and scan.outcome = 'accepted')) is not true
                and not exists (select from participation_end ended
                                 where ended.participant_id = product.participant_id) as ready
         from product left join product_scan scan using (trial_id, code)
        where product.trial_id = current_setting('app.trial', true)
          and not exists (select from treatment where treatment.participant_id = product.participant_id)
        group by product.id
     )
     select treatment.participant_id, treatment.treated_at, null::timestamptz from treatment
      where treatment.trial_id = current_setting('app.trial', true)
     union all
     select of_untreated.participant_id, null, null from of_untreated where ready
     union all
     select of_untreated.participant_id, null, thawed_at from of_untreated where ready and thawed_at is not null
     union all
     select of_untreated.participant_id, null, at_bedside_at from of_untreated where at_bedside_at is not null
   $$`,
  `revoke all on function treatments_of_trial() from public`,
  `grant execute on function treatments_of_trial() to vault`,
]);
