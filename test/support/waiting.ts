import type pg from 'pg';
import { eventually } from './eventually.js';
import { asSuperuser } from './stack.js';

const FOR = 'select pid from pg_stat_activity where pg_blocking_pids(pid) && $1::int[] and pid <> all($1)';
const BEHIND = `
  with recursive behind (pid) as (
    select unnest($1::int[])
     union select other.pid from pg_stat_activity other join behind on behind.pid = any(pg_blocking_pids(other.pid)))
  select pid from behind where pid <> all($1)`;

/** The session of a client, as Postgres knows it. */
export async function sessionOf(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
  return (rows as [{ pid: number }])[0].pid;
}

/**
 * The one session that waits for one of `held`, once there is one. Not whoever waits for anything: beside a test, bells ring
 * and news is heard. Who stands second in a line waits for the first in it, so a line is asked for one after the other.
 */
export const waitingFor = (database: string, held: readonly number[]): Promise<number[]> =>
  found(FOR, database, held, 1);

/** The sessions that wait for one of `held`, or for somebody who does, once there are so many. */
export const waitingBehind = (database: string, held: readonly number[], howMany: number): Promise<number[]> =>
  found(BEHIND, database, held, howMany);

// A session of its own each time: within a transaction Postgres shows who is there as at its first look.
const found = (sql: string, database: string, held: readonly number[], howMany: number): Promise<number[]> =>
  eventually(() =>
    asSuperuser(database, async (client) => {
      const { rows } = await client.query<{ pid: number }>(sql, [held]);
      expect(rows).toHaveLength(howMany);
      return rows.map(({ pid }) => pid);
    }),
  );
