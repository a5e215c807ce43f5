import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { withClient } from './ground.mjs';

const CALLERS = 8;

/** Rows that are due, with nothing around them. */
export async function layDueRows(url, many) {
  await withClient(url, async (client) => {
    await client.query(
      'create table due_row (id uuid primary key, due_at timestamptz(3) not null, status text not null, settled_at timestamptz(3))',
    );
    await client.query(
      `insert into due_row select id::uuid, now(), 'armed', null from unnest($1::text[]) as due (id)`,
      [Array.from({ length: many }, () => randomUUID())],
    );
  });
}

/** The floor of firing: each row is locked, marked and committed in a transaction of its own, as fast as it goes. */
export async function bareFirings(connectionString, many) {
  const pool = new pg.Pool({ connectionString, max: CALLERS });
  const { rows } = await pool.query(`select id from due_row where status = 'armed' limit $1`, [many]);
  const latencies = [];
  const began = performance.now();
  await Promise.all(
    Array.from({ length: CALLERS }, async () => {
      for (let row = rows.pop(); row; row = rows.pop()) {
        const from = performance.now();
        await fireBare(pool, row.id);
        latencies.push(performance.now() - from);
      }
    }),
  );
  const seconds = (performance.now() - began) / 1_000;
  await pool.end();
  return { latencies, errors: many - latencies.length, seconds };
}

async function fireBare(pool, id) {
  const client = await pool.connect();
  await client.query('begin');
  await client.query({ ...LOCK, values: [id] });
  await client.query({ ...MARK, values: [id] });
  await client.query('commit');
  client.release();
}

const LOCK = {
  name: 'lock',
  text: `select id from due_row where id = $1 and status = 'armed' for update skip locked`,
};
const MARK = { name: 'mark', text: `update due_row set status = 'fired', settled_at = now() where id = $1` };
