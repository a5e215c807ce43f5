import { randomUUID } from 'node:crypto';
import { jetstream } from '@nats-io/jetstream';
import pg from 'pg';
import { connectTo } from '../../../deploy/nats/provision.mjs';
import { openLoop } from '../loads.mjs';
import { serve } from './part.mjs';

/**
 * The floor of an event, first process: a row and its outbox row in one statement, and a relay that is woken after
 * each commit, publishes under the event id, and deletes. No contract, no audit, no framework.
 */
const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 16, pipeline: true });
const stream = jetstream(await connectTo(process.env.NATS_URL));

const COMMIT = {
  name: 'commit',
  text: `with caused as (insert into cause (id) values ($1) returning id)
         insert into cause_outbox (event_id, event) select id, $2 from caused`,
};
const OLDEST = 'select sequence, event_id, event from cause_outbox order by sequence limit 200';
const event = (id) => JSON.stringify({ id, facts: 'x'.repeat(260) });

let relaying = Promise.resolve();
let asked = false;
let busy = false;

async function commit() {
  const id = randomUUID();
  await pool.query({ ...COMMIT, values: [id, event(id)] });
  asked = true;
  if (!busy) relaying = relay();
}

async function relay() {
  busy = true;
  while (asked) {
    asked = false;
    const { rows } = await pool.query(OLDEST);
    await Promise.all(rows.map((row) => stream.publish('bench.caused', row.event, { msgID: row.event_id })));
    await pool.query('delete from cause_outbox where sequence = any($1)', [rows.map(({ sequence }) => sequence)]);
  }
  busy = false;
}

serve(undefined, async ({ perSecond, seconds }) => {
  const { latencies, ...rest } = await openLoop(commit, { perSecond, seconds });
  await relaying;
  return { committed: latencies.length, ...rest };
});
