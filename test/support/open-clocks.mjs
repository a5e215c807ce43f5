import { randomUUID } from 'node:crypto';

/**
 * Reporting clocks of the safety service with their deadlines, as reporting serious events would leave them, for tests
 * and measurements that need many at a known moment. Each deadline that passes publishes one breach: the ledger of what
 * happened are those events, and the audit rows of the deadlines that were marked as fired.
 */

/** Who starts them, by the settings every write in a service's database needs. */
const ACTING = `
  set search_path = safety;
  select set_config('app.' || name, value, false) from (values
    ('actor', 'investigator-umcu'), ('role', 'investigator'), ('organisation', 'UMC Utrecht'), ('trial', 'MANUS'),
    ('sites', 'UMCU'), ('zone', 'UTC'), ('reason', 'command:test'), ('cause', 'test'), ('now', now()::text),
    ('trace', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01')) as setting (name, value)`;

/**
 * Starts `many` clocks, number n (from 0) with the deadline at `dueAt`.
 * @param {import('pg').Client} client a superuser of the service's database; foreign keys are not looked at
 * @param {object} clocks
 * @param {number} clocks.many
 * @param {string} clocks.dueAt SQL of a timestamp, in which `n` is the number
 * @returns {Promise<string[]>} their ids, which are the deadlines' keys, by number
 */
export async function startClocks(client, { many, dueAt }) {
  const ids = Array.from({ length: many }, () => randomUUID());
  await client.query(ACTING);
  await client.query('begin');
  // Nothing here is about the adverse events behind the clocks, nor about who reported them.
  await client.query('set local session_replication_role = replica');
  await client.query(
    `with wanted as (
       select id::uuid, (n - 1)::int as n from unnest($1::text[]) with ordinality as started (id, n)
     ), due as (select id, date_trunc('milliseconds', ${dueAt}) as due_at from wanted
     ), clocks as (
       insert into reporting_clock (id, adverse_event_id, trial_id, site_id, participant_id, clock, basis, started_at, due_at, status,
                                    trial_version, inputs)
       select id, gen_random_uuid(), 'MANUS', 'UMCU', gen_random_uuid(), 'sae-to-sponsor', 'test',
              due_at - interval '24 hours', due_at - interval '1 millisecond', 'running', 1, '{}' from due
     )
     insert into deadline (id, name, key, payload, due_at, status, trial_id, site_id, trace)
     select gen_random_uuid(), 'safety.reporting-clock-runs-out', id::text,
            json_build_object('trialId', 'MANUS', 'siteId', 'UMCU', 'clockId', id), due_at, 'armed', 'MANUS', 'UMCU',
            current_setting('app.trace') from due`,
    [ids],
  );
  await client.query('commit');
  return ids;
}

/** What became of each of these clocks: how often its deadline was marked as fired, and how often that was told. */
const LEDGER = `
  with marked as (
    select row_id, count(*)::int as times, min(at) as at, min(recorded_at) as recorded_at
      from safety.audit_entry where table_name = 'deadline' and after ->> 'status' = 'fired' group by row_id
  ), told as (
    select event::jsonb -> 'data' ->> 'clockId' as key, count(*)::int as times
      from (select event_id, type, event from safety.outbox_archive union select event_id, type, event from safety.outbox_message) event
     where type = 'safety.clock.breached.v1' group by 1
  )
  select deadline.key, deadline.status, deadline.due_at as "dueAt", coalesce(marked.times, 0) as fired,
         coalesce(told.times, 0) as told, marked.at as "firedAt", marked.recorded_at as "recordedAt"
    from safety.deadline left join marked on marked.row_id = deadline.id::text left join told on told.key = deadline.key
   where deadline.key = any($1) order by due_at, key`;

/**
 * @param {import('pg').Client} client a superuser of the service's database
 * @param {readonly string[]} ids
 * @returns {Promise<{ key: string, status: string, dueAt: Date, fired: number, told: number, firedAt: Date | null, recordedAt: Date | null }[]>}
 */
export async function ledgerOf(client, ids) {
  return (await client.query(LEDGER, [ids])).rows;
}
