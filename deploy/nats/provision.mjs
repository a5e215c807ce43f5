import { AckPolicy, DeliverPolicy, jetstreamManager } from '@nats-io/jetstream';
import { connect, nanos } from '@nats-io/transport-node';
import { readPermissions } from './permissions.mjs';

/** A message published again within this time, with the same id, is recognised by the stream (outbox relay). */
const DUPLICATE_WINDOW_MS = 10 * 60_000;

/** Key-value bucket that holds the trial time of a rehearsal (decision 1). */
const BUCKETS = ['trial-clock'];

/** Object stores for exports, reports and uploads; blinded and unblinded apart (decision 16). */
const OBJECT_STORES = ['files-blinded', 'files-unblinded'];

/**
 * Creates or updates every stream, key-value bucket and object store, and the consumers of readers. Safe to repeat; nothing is ever deleted.
 * @param {string} adminUrl `nats://admin:…@host:port`
 * @throws when a stream exists with a setting that cannot be changed (its storage, for one)
 */
export async function provisionStreams(adminUrl) {
  const connection = await connectTo(adminUrl).catch((error) => {
    throw new Error(`NATS at ${new URL(adminUrl).host} cannot be provisioned: ${error.message}`, { cause: error });
  });
  try {
    const manager = await jetstreamManager(connection);
    const { streams, readers } = readPermissions();
    const wanted = [...streams.map(streamOf), ...BUCKETS.map(bucketStreamOf), ...OBJECT_STORES.map(objectStreamOf)];
    await Promise.all(wanted.map((config) => addOrUpdate(manager, config)));
    // One that is there keeps its place: it is added again with the same settings.
    await Promise.all(readers.map((reader) => manager.consumers.add(reader.stream, consumerOf(reader))));
  } finally {
    await connection.close();
  }
}

/** Connects with the user and password written in the URL; the client library does not take them from there. */
export function connectTo(url, options = {}) {
  const { host, username, password } = new URL(url);
  const credentials = username ? { user: decodeURIComponent(username), pass: decodeURIComponent(password) } : {};
  return connect({ servers: host, ...credentials, timeout: 10_000, ...options });
}

// Server 2.9 refuses `add` for an existing stream with another configuration (error 10058), and only then.
async function addOrUpdate(manager, config) {
  try {
    await manager.streams.add(config);
  } catch (error) {
    if (error.code !== 10_058) throw error;
    await manager.streams.update(config.name, config);
  }
}

function streamOf({ name, subjects }) {
  return {
    name,
    subjects,
    storage: 'file',
    retention: 'limits',
    max_age: 0,
    duplicate_window: nanos(DUPLICATE_WINDOW_MS),
  };
}

/** Everything from the beginning, each again until it is acknowledged. */
const consumerOf = ({ consumer, deliverTo }) => ({
  durable_name: consumer,
  deliver_subject: deliverTo,
  deliver_policy: DeliverPolicy.All,
  ack_policy: AckPolicy.Explicit,
  max_deliver: -1,
});

// The settings a key-value client gives to the stream behind a bucket; one value per key is kept.
function bucketStreamOf(bucket) {
  return {
    name: `KV_${bucket}`,
    subjects: [`$KV.${bucket}.>`],
    storage: 'file',
    max_msgs_per_subject: 1,
    discard: 'new',
    allow_rollup_hdrs: true,
    deny_delete: true,
    allow_direct: true,
  };
}

// The settings an object-store client gives to the stream behind a bucket: chunks (C) and their description (M).
function objectStreamOf(bucket) {
  return {
    name: `OBJ_${bucket}`,
    subjects: [`$O.${bucket}.C.>`, `$O.${bucket}.M.>`],
    storage: 'file',
    discard: 'new',
    allow_rollup_hdrs: true,
    allow_direct: true,
  };
}
