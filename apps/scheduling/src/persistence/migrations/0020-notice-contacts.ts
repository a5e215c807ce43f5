import { auditTrigger, defineMigration, siteIsolation } from '@trial/persistence';

/**
 * Whom to write to. An address is personal data: it lies in a table of its own that the trail does not copy, so that it
 * can be erased. What else is known of the contact is under audit.
 */
export const NoticeContacts0020 = defineMigration(20, 'NoticeContacts', [
  `create table notice_contact (
     id uuid primary key,
     trial_id text not null,
     site_id text not null,
     participant_id uuid,
     recipient text not null,
     zone text not null,
     language text not null check (language in ('en', 'nl')),
     consented boolean not null,
     has_address boolean not null,
     constraint notice_contact_once unique nulls not distinct (trial_id, site_id, participant_id, recipient),
     constraint notice_contact_of check ((recipient = 'participant') = (participant_id is not null))
   )`,
  ...siteIsolation('notice_contact'),
  auditTrigger('notice_contact'),
  `grant select, insert, update on notice_contact to scheduling`,
  `create table notice_address (
     contact_id uuid primary key references notice_contact (id),
     trial_id text not null,
     site_id text not null,
     participant_id uuid,
     address text not null
   )`,
  ...siteIsolation('notice_address'),
  `grant select, insert, update, delete on notice_address to scheduling`,
]);
