import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A way to Postgres that can lose the answer to a commit, as a network does: it happened, and nobody is told. */
export interface LossyDoor {
  /** The same database role, through the door. */
  through(url: string): string;
  /** Loses the answer to this many of the next commits, and the connection with it. */
  loseCommits(many: number): void;
  /** How many answers were lost so far. */
  lost(): number;
  close(): Promise<void>;
}

/**
 * Is told of each packet that a session asks something with, by the number of the session's process in the server; the
 * packet, and what follows it, waits as long as the answer does.
 */
export type Watch = (pid: number) => Promise<unknown> | undefined;

/** Opens a door before the server of `postgres` (a URL). */
export async function openLossyDoor(postgres: string, watch?: Watch): Promise<LossyDoor> {
  const { hostname, port } = new URL(postgres);
  const open = new Set<Socket>();
  let toLose = 0;
  let lost = 0;

  const server = createServer((client) => {
    const behind = connect(Number(port), hostname);
    const end = () => {
      for (const socket of [client, behind]) {
        socket.destroy();
        open.delete(socket);
      }
    };
    let kept: Buffer | undefined;
    let greeting = Buffer.alloc(0);
    let pid = 0;
    let turn: Promise<unknown> = Promise.resolve();
    for (const socket of [client, behind]) {
      open.add(socket);
      socket.setNoDelay(true).on('error', end).on('close', end);
    }
    const ask = (asked: Buffer) => {
      if (toLose > 0 && kept === undefined && asked.includes('COMMIT\0')) {
        toLose -= 1;
        kept = Buffer.alloc(0);
      }
      behind.write(asked);
    };
    client.on('data', (asked: Buffer) => {
      const held = pid === 0 ? undefined : watch?.(pid);
      if (watch) turn = turn.then(() => held).then(() => ask(asked));
      else ask(asked);
    });
    behind.on('data', (answer: Buffer) => {
      if (watch && pid === 0) {
        greeting = Buffer.concat([greeting, answer]);
        pid = pidIn(greeting);
      }
      if (kept === undefined) return client.write(answer);
      kept = Buffer.concat([kept, answer]);
      if (!kept.includes(TRANSACTION_OVER)) return false;
      lost += 1;
      end();
      return true;
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A test that fails before it can close the door must not keep the process for ever.
  server.unref();
  const door = server.address() as AddressInfo;

  return {
    through(url) {
      const address = new URL(url);
      address.host = `127.0.0.1:${door.port}`;
      return address.href;
    },
    loseCommits: (many) => (toLose = many),
    lost: () => lost,
    close: () =>
      new Promise((resolve) => {
        for (const socket of open) socket.destroy();
        server.close(() => {
          resolve();
        });
      }),
  };
}

/** The number of the process that greets (message `K` of the protocol), or 0 while it has not told it. */
function pidIn(greeting: Buffer): number {
  for (let at = 0; at + 9 <= greeting.length; at += 1 + greeting.readInt32BE(at + 1))
    if (greeting[at] === KEY_DATA) return greeting.readInt32BE(at + 5);
  return 0;
}

/** Ready for the next question, in no transaction: what comes after a commit, also after one that failed. */
const TRANSACTION_OVER = 'Z\0\0\0\x05I';
const KEY_DATA = 'K'.charCodeAt(0);
