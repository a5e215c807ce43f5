#!/usr/bin/env node
/**
 * Writes what is generated from the contracts, or with `--check` says what on disk differs from it: event schemas, the
 * OpenAPI and AsyncAPI documents, NATS users and permissions. Reads the build in `dist/`.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import 'reflect-metadata';
import prettier from 'prettier';
import { z } from 'zod';
import { asyncDocument } from './async-document.mjs';
import { natsPermissions } from './nats-permissions.mjs';
import { subscriptionsIn } from './subscriptions.mjs';

const root = join(import.meta.dirname, '..', '..');
const built = (path) => import(join(root, 'dist', path));

const contracts = await built('libs/contracts/src/index.js');
const restricted = await built('libs/contracts/src/restricted/index.js');
const { streamOf } = await built('libs/messaging/src/index.js');
const { openApiDocument } = await built('apps/gateway/src/offline-document.js');

const isEvent = (value) =>
  typeof value === 'object' && value !== null && typeof value.type === 'string' && typeof value.about === 'function';
const eventsIn = (front) =>
  Object.entries(front)
    .filter(([, value]) => isEvent(value))
    .map(([name, contract]) => ({ name, contract }))
    .sort((a, b) => (a.contract.type < b.contract.type ? -1 : 1));

// `io: 'input'`: readers tolerate fields they do not know.
const schemaOf = (contract) => {
  const { $schema: _, ...schema } = z.toJSONSchema(contract.data, { io: 'input' });
  return schema;
};

const events = eventsIn(contracts);
const restrictedEvents = eventsIn(restricted);
const subscriptions = subscriptionsIn(root);

const files = {
  ...Object.fromEntries(
    [...events, ...restrictedEvents].map(({ contract }) => [
      `libs/contracts/schemas/${contract.type}.json`,
      schemaOf(contract),
    ]),
  ),
  'libs/contracts/documents/asyncapi.json': asyncDocument({ events, subscriptions, schemaOf }),
  'libs/contracts/documents/openapi.json': await openApiDocument(),
  'deploy/nats/permissions.json': natsPermissions({
    services: contracts.services,
    events,
    restrictedEvents,
    subscriptions,
    streamOf,
    questions: [{ by: 'unblinded', operation: restricted.readArmsForReport }],
  }),
};

const differing = [];
for (const [name, content] of Object.entries(files)) {
  const path = join(root, name);
  const text = await prettier.format(JSON.stringify(content), {
    ...(await prettier.resolveConfig(path)),
    filepath: path,
  });
  if (process.argv.includes('--check')) {
    if (read(path) !== text) differing.push(relative(root, path));
    continue;
  }
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
if (differing.length > 0) {
  console.error(
    `these files are not what the contracts say; run npm run contracts and commit: ${differing.join(', ')}`,
  );
  process.exit(1);
}

function read(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
process.exit(0);
