import { auditTrigger, defineMigration, seeingAllRows, trialIsolation } from '@trial/persistence';

/** What is expected of the trial, version by version as signed; a receipt keeps what the reference said of its event. */
export const ReferenceSafetyInformation0021 = defineMigration(21, 'ReferenceSafetyInformation', [
  `create table reference_safety_information (
     id uuid primary key,
     trial_id text not null,
     ordinal integer not null check (ordinal > 0),
     version text not null,
     title text not null,
     in_force_from date not null,
     ctcae_version text not null,
     trial_version integer not null,
     expected_reactions jsonb not null,
     signed_by text not null,
     role text not null,
     organisation text not null,
     signed_at timestamptz(3) not null,
     content_hash text not null,
     constraint reference_ordinal_once unique (trial_id, ordinal),
     constraint reference_version_once unique (trial_id, version)
   )`,
  ...trialIsolation('reference_safety_information'),
  auditTrigger('reference_safety_information'),
  `grant select, insert on reference_safety_information to safety`,
  `alter table sponsor_receipt
     add column stated text check (stated in ('expected', 'unexpected')),
     add column derived jsonb`,
  // Until now the sponsor said it of every event.
  ...seeingAllRows(
    ['sponsor_receipt'],
    [
      `alter table sponsor_receipt disable trigger audit`,
      `update sponsor_receipt set stated = expectedness`,
      `alter table sponsor_receipt enable trigger audit`,
    ],
  ),
  `alter table sponsor_receipt add constraint sponsor_receipt_says check (num_nulls(stated, derived) < 2)`,
]);
