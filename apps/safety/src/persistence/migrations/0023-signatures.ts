import { auditTrigger, defineMigration, siteIsolation } from '@trial/persistence';

/** Signatures on adverse events: all that may change of one is that it is superseded. */
export const Signatures0023 = defineMigration(23, 'Signatures', [
  `create table signature (
     id uuid primary key,
     adverse_event_id uuid not null references adverse_event (id),
     trial_id text not null,
     site_id text not null,
     participant_id uuid not null,
     adverse_event_version integer not null,
     meaning text not null check (meaning in ('complete-and-correct', 'seriousness-assessed')),
     content_hash text not null,
     signed_by text not null,
     role text not null,
     organisation text not null,
     signed_at timestamptz(3) not null,
     superseded_at timestamptz(3)
   )`,
  `create unique index signature_current_once on signature (adverse_event_id, meaning) where superseded_at is null`,
  `create index signature_event on signature (adverse_event_id)`,
  ...siteIsolation('signature'),
  auditTrigger('signature'),
  `grant select, insert on signature to safety`,
  `grant update (superseded_at) on signature to safety`,
]);
