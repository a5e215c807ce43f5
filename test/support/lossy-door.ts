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

/** Opens a door before the server of `postgres` (a URL). */
export async function openLossyDoor(postgres: string): Promise<LossyDoor> {
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
    for (const socket of [client, behind]) {
      open.add(socket);
      socket.setNoDelay(true).on('error', end).on('close', end);
    }
    client.on('data', (asked: Buffer) => {
      if (toLose > 0 && kept === undefined && asked.includes('COMMIT\0')) {
        toLose -= 1;
        kept = Buffer.alloc(0);
      }
      behind.write(asked);
    });
    behind.on('data', (answer: Buffer) => {
      if (kept === undefined) return client.write(answer);
      kept = Buffer.concat([kept, answer]);
      if (!kept.includes('COMMIT\0') && !kept.includes('ROLLBACK\0')) return false;
      lost += 1;
      end();
      return true;
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
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
