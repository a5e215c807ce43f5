import { createServer } from 'node:net';
import { checkoutHash } from './checkout.mjs';

// Below the ephemeral range of Linux and macOS, so that an outgoing connection never sits on a remembered port.
const FIRST = 20_000;
const COUNT = 11_000;
// Two checkouts, and two processes of one, begin at different places and so rarely meet.
let next = (Number.parseInt(checkoutHash, 16) + process.pid * 101) % COUNT;

/** True when nothing listens on 127.0.0.1:`port`. */
export function isFree(port) {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen({ port, host: '127.0.0.1', exclusive: true }, () => probe.close(() => resolve(true)));
  });
}

/** A free port on 127.0.0.1, never one of `taken`. */
export async function freePort(taken = []) {
  for (let tries = 0; tries < COUNT; tries += 1) {
    const port = FIRST + (next % COUNT);
    next += 1;
    if (!taken.includes(port) && (await isFree(port))) return port;
  }
  throw new Error('No free port between 20000 and 31000 on 127.0.0.1');
}

/** One port per name: the remembered one when it is still free, otherwise another. */
export async function choosePorts(names, remembered = {}) {
  const chosen = {};
  for (const name of names) {
    const known = remembered[name];
    const keep = known !== undefined && !Object.values(chosen).includes(known) && (await isFree(known));
    chosen[name] = keep ? known : await freePort([...Object.values(remembered), ...Object.values(chosen)]);
  }
  return chosen;
}
