import { auditTrigger } from '@trial/persistence';

/**
 * What delivery remembers. `outbox_message` holds what is still to be sent, in order; sent rows move to
 * `outbox_archive` so that they can be sent again (an operating system that dies may lose what NATS acknowledged
 * before its next fsync). `inbox_message` says once per event that it was handled; `parked_message` says what could
 * not be, why, and what became of it; the message itself lies beside it in `parked_text`, never changes, and is not
 * copied into the audit trail.
 */
export const messagingTables = (role: string): string[] => [
  `create table outbox_message (
     sequence bigint generated always as identity primary key,
     event_id uuid not null unique,
     type text not null,
     event text not null
   )`,
  `create table outbox_archive (
     sequence bigint primary key,
     event_id uuid not null unique,
     type text not null,
     event text not null,
     sent_at timestamptz not null default clock_timestamp()
   )`,
  `create table inbox_message (
     sequence bigint generated always as identity primary key,
     event_id text not null,
     type text not null,
     received_at timestamptz not null default clock_timestamp(),
     constraint inbox_message_once unique (event_id, type)
   )`,
  `create table parked_message (
     id uuid primary key,
     event_id text not null,
     type text not null,
     trial_id text not null,
     site_id text not null,
     reason text not null,
     deliveries integer not null,
     status text not null check (status in ('parked', 'replayed')),
     parked_at timestamptz not null default clock_timestamp(),
     constraint parked_message_once unique (event_id, type)
   )`,
  `create table parked_text (
     parked_message_id uuid primary key references parked_message,
     message text not null
   )`,
  auditTrigger('parked_message'),
  `grant select, insert, delete on outbox_message to ${role}`,
  `grant select, insert on outbox_archive, inbox_message, parked_text to ${role}`,
  `grant select, insert, update on parked_message to ${role}`,
];
