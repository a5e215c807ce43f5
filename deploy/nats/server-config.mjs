/**
 * The configuration file of nats-server: one account, one user per service and per unblinded module, each with an
 * explicit list of subjects, and JetStream on disk. The server reads JSON as it is a subset of its own syntax.
 *
 * @param {object} options
 * @param {{ users: Record<string, { publish: string[], subscribe: string[], allowResponses?: boolean }> }} options.permissions
 * @param {Record<string, string>} options.passwords one per user and one for `admin`
 * @param {string} options.storeFolder where streams are kept
 * @param {number} [options.monitorPort] port of the health page, for containers
 */
export function serverConfig({ permissions, passwords, host, port, storeFolder, monitorPort }) {
  const users = Object.entries({ ...permissions.users, admin: { publish: ['>'], subscribe: ['>'] } });
  const config = {
    server_name: 'trial-platform',
    host,
    port,
    ...(monitorPort === undefined ? {} : { http: `${host}:${monitorPort}` }),
    // Replies stay below 256 kB (decision 16); files travel in chunks of an object store.
    max_payload: 1_048_576,
    jetstream: { store_dir: storeFolder, max_memory_store: 67_108_864, max_file_store: 53_687_091_200 },
    authorization: {
      users: users.map(([user, rights]) => ({ user, password: passwords[user], permissions: rightsOf(rights) })),
    },
  };
  return `${JSON.stringify(config, null, 2)}\n`;
}

function rightsOf({ publish, subscribe, allowResponses }) {
  return {
    publish: listed(publish),
    subscribe: listed(subscribe),
    ...(allowResponses ? { allow_responses: true } : {}),
  };
}

// The server takes an empty list for "no limits", so nothing allowed is written as everything denied.
function listed(subjects) {
  return subjects.length > 0 ? { allow: subjects } : { deny: ['>'] };
}
