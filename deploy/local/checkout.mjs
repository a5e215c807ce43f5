import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder this repository was cloned into, with symbolic links resolved. */
export const checkout = realpathSync(fileURLToPath(new URL('../..', import.meta.url)));

/** Ten hexadecimal digits that tell two checkouts on one machine apart. */
export const checkoutHash = createHash('sha256').update(checkout).digest('hex').slice(0, 10);

/**
 * Where a slot keeps its state, data and logs; created when missing. Slots are independent stacks of one checkout:
 * a rehearsal in its own slot does not disturb a running `npm start`.
 */
export function slotFolder(slot = 'main') {
  if (!/^[a-z0-9-]{1,30}$/.test(slot))
    throw new Error(`A slot name has lower-case letters, digits and dashes: ${slot}`);
  const local = join(checkout, '.local');
  const folder = slot === 'main' ? local : join(local, 'slots', slot);
  mkdirSync(join(folder, 'logs'), { recursive: true });
  // Whatever the umask: as root, Postgres runs as another user and must be able to walk through.
  for (const passage of [local, ...(slot === 'main' ? [] : [join(local, 'slots'), folder])]) chmodSync(passage, 0o755);
  return folder;
}

/** True when the module at `moduleUrl` is the program Node was started with, not an import of another one. */
export function runsAsProgram(moduleUrl) {
  return process.argv[1] !== undefined && realpathSync(process.argv[1]) === realpathSync(fileURLToPath(moduleUrl));
}
