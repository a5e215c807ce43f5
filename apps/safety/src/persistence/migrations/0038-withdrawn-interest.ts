import { defineMigration } from '@trial/persistence';

/** What an investigator said of special interest can be taken back, and be said again; the rows stay. */
export const WithdrawnInterest0038 = defineMigration(38, 'WithdrawnInterest', [
  `alter table special_interest
     add column withdrawn_at timestamptz(3),
     add column withdrawn_by text,
     add column withdrawal_reason text,
     add constraint special_interest_withdrawn check (
       num_nonnulls(withdrawn_at, withdrawn_by, withdrawal_reason) in (0, 3)
       and (withdrawn_at is null or basis = 'investigator'))`,
  `alter table special_interest drop constraint special_interest_once`,
  `create unique index special_interest_once on special_interest (adverse_event_id, interest) where withdrawn_at is null`,
  `grant update (aware_at, withdrawn_at, withdrawn_by, withdrawal_reason) on special_interest to safety`,
]);
