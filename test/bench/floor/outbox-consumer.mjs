import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import pg from 'pg';
import { connectTo } from '../../../deploy/nats/provision.mjs';
import { serve } from './part.mjs';

/**
 * The floor of an event, second process: each message is one statement that enters the inbox and, if it is new, has
 * its effect; then it is acknowledged.
 */
const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 16, pipeline: true });
const nats = await connectTo(process.env.NATS_URL);

const RECEIVE = {
  name: 'receive',
  text: `with added as (insert into effect_inbox (event_id) values ($1) on conflict do nothing returning event_id)
         insert into effect (id) select event_id from added`,
};

await (
  await jetstreamManager(nats)
).consumers.add('bench', {
  durable_name: 'effects',
  ack_policy: 'explicit',
  filter_subject: 'bench.caused',
});
const consumer = await jetstream(nats).consumers.get('bench', 'effects');
await consumer.consume({
  max_messages: 64,
  async callback(message) {
    await pool.query({ ...RECEIVE, values: [message.json().id] });
    message.ack();
  },
});
serve();
