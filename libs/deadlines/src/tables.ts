import { auditTrigger } from '@trial/persistence';

/** Postgres is the record of what is due; Redis only rings the bell. Arming again moves the due date: the audit trail keeps both. */
export const deadlineTables = (role: string): string[] => [
  `create table deadline (
     id uuid primary key,
     name text not null,
     key text not null,
     payload jsonb not null,
     due_at timestamptz(3) not null,
     status text not null check (status in ('armed', 'met', 'fired', 'disarmed')),
     settled_at timestamptz(3),
     trial_id text not null,
     site_id text not null,
     trace text not null,
     constraint deadline_once unique (name, key)
   )`,
  `create index deadline_due on deadline (due_at) where status = 'armed'`,
  auditTrigger('deadline'),
  `grant select, insert, update on deadline to ${role}`,
];
