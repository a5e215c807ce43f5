import { auditTrigger, defineMigration, seeingAllRows } from '@trial/persistence';

/**
 * With which key a row is sealed, by a name that tells nothing of the key; rows from before do not say, since no statement
 * can know it. `sealing_key` is one row: a text that the key of every process has to open. Where something was sealed before,
 * the latest of it is that text.
 */
export const KeysOfSealedRows0008 = defineMigration(8, 'KeysOfSealedRows', [
  ...['regulator_version', 'submission_attempt', 'acknowledgement'].map(
    (table) => `alter table ${table} add column key_id text check (key_id ~ '^[0-9a-f]{8}$')`,
  ),
  `create table sealing_key (
     alone boolean primary key default true check (alone),
     key_id text check (key_id ~ '^[0-9a-f]{8}$'),
     environment text check (environment in ('production', 'test')),
     place text not null,
     sealed bytea not null,
     since timestamptz(3) not null,
     constraint sealing_key_whole check ((key_id is null) = (environment is null))
   )`,
  ...seeingAllRows(
    ['regulator_version', 'acknowledgement'],
    [
      `insert into sealing_key (place, sealed, since)
         select place, sealed, at from (
           select 'regulator version ' || case_id || ' ' || number as place, sealed_report as sealed, made_at as at
             from regulator_version
           union all
           select 'acknowledgement ' || id, sealed_text, received_at from acknowledgement) kept
          order by at desc limit 1`,
    ],
  ),
  auditTrigger('sealing_key', 'alone'),
  `grant select, insert on sealing_key to unblinded`,
  `grant update (key_id, environment) on sealing_key to unblinded`,
]);
