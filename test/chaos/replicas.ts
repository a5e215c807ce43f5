import { join } from 'node:path';
import { build } from '../../deploy/local/build.mjs';
import { checkout } from '../../deploy/local/checkout.mjs';
import { environmentOf } from '../../deploy/local/environments.mjs';
import { forgetPlatform, recordPlatform, stopLeftovers } from '../../deploy/local/platform-record.mjs';
import { freePort } from '../../deploy/local/ports.mjs';
import { ServiceProcess } from '../../deploy/local/service-process.mjs';
import type { PlatformProcess } from '../e2e/whole-platform.js';
import { openLossyDoor, type LossyDoor } from '../support/lossy-door.js';
import { emptyBroker, freshDatabases, natsAsAdmin, startStack, type Stack } from '../support/stack.js';

/** One process of the service, and the sessions by which it writes. */
export interface Replica {
  readonly process: PlatformProcess & { readonly pid: number | undefined; readonly identity: object };
  readonly sessions: Set<number>;
  readonly door: LossyDoor;
  /** Settled when it answers; a replica that was killed is started again at once. */
  starting: Promise<void>;
  ready: boolean;
}

/** Beside the platforms a launcher starts in this process, which count from 1. */
const RECORD = 0;

/** Of what there are several, and by which of its roles the sessions are told apart. */
export interface Replicated {
  readonly service: string;
  readonly role: string;
  /** Added to the environment. */
  readonly extra?: Record<string, string>;
}

const RANDOMISATION: Replicated = { service: 'randomisation', role: 'enrolment' };

/** Several processes of one service on one private database: one may die at any time, and the others answer. */
export class Replicas {
  /** How many were killed. */
  kills = 0;

  private constructor(
    readonly stack: Stack,
    readonly database: string,
    private readonly all: readonly Replica[],
    private readonly drop: () => Promise<void>,
  ) {}

  static async start(many: number, of: Replicated = RANDOMISATION): Promise<Replicas> {
    const stack = await startStack();
    await build({ folder: stack.folder, log: () => undefined });
    await stopLeftovers(stack.folder);
    const { prefix, drop } = await freshDatabases();
    const nats = await natsAsAdmin();
    await emptyBroker(nats);
    await nats.close();
    const all: Replica[] = [];
    const record = () => recordPlatform(stack.folder, RECORD, identitiesOf(all));
    const ports: number[] = [];
    for (let instance = 1; instance <= many; instance += 1) {
      ports.push(await freePort(ports));
      all.push(await replica(stack, of, { prefix, instance, port: ports.at(-1) ?? 0, record }));
    }
    const replicas = new Replicas(stack, `${prefix}${of.service}`, all, drop);
    for (const one of all) replicas.begin(one);
    await Promise.all(all.map(({ starting }) => starting));
    return replicas;
  }

  /** The process that a session of the database serves. */
  servedBy(session: number): Replica {
    const found = this.all.find(({ sessions }) => sessions.has(session));
    if (!found) throw new Error(`session ${session} belongs to no process`);
    return found;
  }

  /** Lets the process do nothing more, with every connection open. */
  async stand(replica: Replica): Promise<void> {
    await replica.starting;
    const { pid } = replica.process;
    if (pid === undefined) throw new Error('there is no process that could stand still');
    process.kill(pid, 'SIGSTOP');
  }

  /** Ends the process as a crash would. Resolves when it is gone; another one is on its way. */
  async kill(replica: Replica): Promise<void> {
    await replica.starting;
    await replica.process.kill('SIGKILL');
    this.kills += 1;
    replica.sessions.clear();
    this.begin(replica);
  }

  /** Waits until so many answer. */
  async untilReady(many: number): Promise<void> {
    for (;;) {
      const starting = this.all.filter(({ ready }) => !ready);
      if (this.all.length - starting.length >= many) return;
      await Promise.race(starting.map((one) => one.starting));
    }
  }

  async stop(): Promise<void> {
    await Promise.allSettled(this.all.map(({ starting }) => starting));
    await Promise.all(this.all.map(({ process }) => process.kill('SIGTERM')));
    await Promise.all(this.all.map(({ door }) => door.close()));
    forgetPlatform(this.stack.folder, RECORD);
    await this.drop();
  }

  /** Ends all of them at once, as a power cut would, and starts them again when `meanwhile` is done. */
  async killAll(meanwhile: () => Promise<void>): Promise<void> {
    await Promise.all(this.all.map(({ starting }) => starting));
    await Promise.all(this.all.map(({ process }) => process.kill('SIGKILL')));
    this.kills += this.all.length;
    for (const { sessions } of this.all) sessions.clear();
    await meanwhile();
    for (const one of this.all) this.begin(one);
    await this.untilReady(this.all.length);
  }

  private begin(replica: Replica): void {
    replica.ready = false;
    replica.starting = replica.process.start().then(() => {
      replica.ready = true;
    });
    // Whoever waits for it is told; until then it is nobody's failure.
    replica.starting.catch(() => undefined);
  }
}

interface Place {
  readonly prefix: string;
  readonly instance: number;
  readonly port: number;
  readonly record: () => void;
}

async function replica(
  stack: Stack,
  { service, role, extra }: Replicated,
  { prefix, instance, port, record }: Place,
): Promise<Replica> {
  const sessions = new Set<number>();
  const door = await openLossyDoor(stack.postgres, (pid) => {
    sessions.add(pid);
    return undefined;
  });
  const environment = environmentOf(service, stack, {
    ...{ ports: { [service]: port }, databasePrefix: prefix, instance, port },
    extra: { RETRY_BACKOFF_MS: '50,100,200,400,800', ACK_WAIT_MS: '5000', LOG_LEVEL: 'error', ...extra },
  });
  const name = `${service}-${instance}`;
  const database = `${role.toUpperCase()}_DATABASE_URL`;
  const process = new ServiceProcess({
    name,
    program: join(checkout, 'dist', 'apps', service, 'src', 'main.js'),
    environment: {
      ...environment,
      [database]: door.through(environment[database] ?? ''),
    },
    readyUrl: `http://127.0.0.1:${port}/health/ready`,
    logFile: join(stack.folder, 'logs', `${prefix}${name}.log`),
    onStart: record,
    // The launcher is plain JavaScript that assigns its fields at run time.
  }) as unknown as Replica['process'];
  return { process, sessions, door, starting: Promise.resolve(), ready: false };
}

const identitiesOf = (all: readonly Replica[]): object[] =>
  all.filter(({ process }) => process.pid !== undefined).map(({ process }) => process.identity);
