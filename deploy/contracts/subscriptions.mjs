import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Folders whose handlers act as a module of their own, with its own NATS user. */
const MODULES = { 'apps/randomisation/src/vault': 'vault', 'apps/safety/src/unblinded': 'unblinded' };

/**
 * Who reacts to what, read from the `@OnEvent(…)` lines of the source: `[{ service, contract, file }]`, where `contract` is
 * the name of the exported constant.
 */
export function subscriptionsIn(root) {
  return sourceFiles(join(root, 'apps')).flatMap((path) => {
    const file = path.slice(root.length + 1);
    const contracts = [...readFileSync(path, 'utf8').matchAll(/@OnEvent\((\w+)\)/g)].map(([, name]) => name);
    return contracts.map((contract) => ({ service: serviceOf(file), contract, file }));
  });
}

const serviceOf = (file) =>
  Object.entries(MODULES).find(([folder]) => file.startsWith(`${folder}/`))?.[1] ?? file.split('/')[1];

function sourceFiles(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return sourceFiles(path);
      return entry.name.endsWith('.ts') && !entry.name.endsWith('.spec.ts') ? [path] : [];
    });
}
