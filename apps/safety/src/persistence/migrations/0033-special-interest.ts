import { auditTrigger, defineMigration, siteIsolation } from '@trial/persistence';

/** Events of special interest: which group, by which version of the trial or by whom. Nothing that is on record is labelled. */
export const SpecialInterest0033 = defineMigration(33, 'SpecialInterest', [
  `create table special_interest (
     id uuid primary key,
     adverse_event_id uuid not null references adverse_event (id),
     trial_id text not null,
     site_id text not null,
     participant_id uuid not null,
     interest text not null,
     basis text not null check (basis in ('term', 'investigator')),
     to_sponsor text not null check (to_sponsor in ('always', 'when-serious')),
     trial_version integer not null,
     reason text,
     aware_at timestamptz(3),
     recorded_by text not null,
     recorded_at timestamptz(3) not null,
     constraint special_interest_once unique (adverse_event_id, interest),
     constraint special_interest_said check ((basis = 'investigator') = (reason is not null and aware_at is not null))
   )`,
  ...siteIsolation('special_interest'),
  auditTrigger('special_interest'),
  `grant select, insert on special_interest to safety`,
]);
