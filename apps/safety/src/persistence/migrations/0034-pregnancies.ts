import { auditTrigger, defineMigration, siteIsolation } from '@trial/persistence';

/** What a site says of a pregnancy: of the pregnancy as it stands, and of each entry as it stood then. */
const facts = `
     last_period_on text,
     conceived_on text,
     expected_on text,
     partner_consent text check (partner_consent in ('given', 'refused', 'not-asked')),
     outcome text not null check (outcome in ('ongoing', 'live-birth', 'stillbirth', 'spontaneous-termination',
                                              'elective-termination', 'ectopic', 'unknown')),
     ended_on text,
     congenital_anomaly text check (congenital_anomaly in ('yes', 'no', 'unknown')),
     adverse_event_id uuid references adverse_event (id),
`;

/** Pregnancies of participants and partners, and everything that was said of each, which is never changed. */
export const Pregnancies0034 = defineMigration(34, 'Pregnancies', [
  `create table pregnancy (
     id uuid primary key,
     trial_id text not null,
     site_id text not null,
     participant_id uuid not null,
     trial_version integer not null,
     whose text not null check (whose in ('participant', 'partner')),
     ${facts}
     aware_at timestamptz(3) not null,
     due_at timestamptz(3) not null,
     received_at timestamptz(3),
     follow_up_on text,
     follow_up_id uuid,
     anomaly_id uuid,
     recorded_at timestamptz(3) not null,
     version integer not null,
     constraint pregnancy_partner check ((whose = 'partner') = (partner_consent is not null)),
     constraint pregnancy_ended check ((outcome = 'ongoing') = (congenital_anomaly is null)),
     constraint pregnancy_asked check ((follow_up_on is null) = (follow_up_id is null))
   )`,
  `create index pregnancy_participant on pregnancy (participant_id)`,
  `create table pregnancy_entry (
     id uuid primary key,
     pregnancy_id uuid not null references pregnancy (id),
     trial_id text not null,
     site_id text not null,
     participant_id uuid not null,
     act text not null check (act in ('reported', 'received', 'followed-up', 'ended', 'corrected', 'linked')),
     ${facts}
     information text,
     learned_at timestamptz(3),
     reason text,
     said_by text not null,
     said_at timestamptz(3) not null,
     version integer not null,
     constraint pregnancy_entry_version_once unique (pregnancy_id, version)
   )`,
  ...['pregnancy', 'pregnancy_entry'].flatMap((table) => siteIsolation(table)),
  auditTrigger('pregnancy'),
  auditTrigger('pregnancy_entry'),
  `grant select, insert on pregnancy, pregnancy_entry to safety`,
  `grant update (last_period_on, conceived_on, expected_on, partner_consent, outcome, ended_on, congenital_anomaly,
                 adverse_event_id, received_at, follow_up_on, follow_up_id, anomaly_id, version) on pregnancy to safety`,
]);
