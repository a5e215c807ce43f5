import type { NatsConnection } from '@nats-io/transport-node';
import pg from 'pg';
import { instant, type Instant } from '@trial/kernel';
import { urlOfDatabase } from '../../deploy/local/provision-postgres.mjs';
import { eventually } from '../support/eventually.js';
import { ledgerOf, startClocks } from '../support/open-clocks.mjs';
import { natsAsAdmin, setTrialTime, startStack } from '../support/stack.js';
import { RedisOfItsOwn } from './redis-of-its-own.js';
import { Replicas } from './replicas.js';

export interface Entry {
  readonly key: string;
  readonly status: string;
  readonly dueAt: Date;
  readonly fired: number;
  readonly told: number;
  readonly firedAt: Date | null;
  readonly recordedAt: Date | null;
}

/** How late a deadline may be, by the wall, when the machine is busy with other work as well. */
const FEW_SECONDS_MS = 10_000;

/**
 * Processes of the safety service, whose reporting clocks run out: each tells of its breach by an event, and the audit
 * trail has the moment at which it was marked. Their Redis is theirs alone.
 */
export class ClocksUnderWay {
  private readonly steps: { readonly to: Instant; readonly at: number }[] = [];

  /** When nothing ran that could have fired, in wall time. */
  private down = { from: 0, to: 0 };

  private constructor(
    readonly replicas: Replicas,
    readonly redis: RedisOfItsOwn,
    readonly client: pg.Client,
    private readonly nats: NatsConnection,
  ) {}

  /** `from` makes trial time a stepped one that begins there; without it it runs with the wall. */
  static async start({ many, from }: { many: number; from?: string }): Promise<ClocksUnderWay> {
    const stack = await startStack();
    const redis = await RedisOfItsOwn.start(stack);
    await redis.flush();
    const nats = await natsAsAdmin();
    if (from !== undefined) await setTrialTime(nats, from);
    const replicas = await Replicas.start(many, {
      service: 'safety',
      role: 'safety',
      extra: { REDIS_URL: redis.url, ...(from === undefined ? {} : { TRIAL_CLOCK: 'virtual' }) },
    });
    const client = new pg.Client({ connectionString: urlOfDatabase(stack.postgres, replicas.database) });
    await client.connect();
    return new ClocksUnderWay(replicas, redis, client, nats);
  }

  /** Starts clocks that run out at `dueAt` (SQL, of their number `n` from 0). */
  run(many: number, dueAt: string): Promise<string[]> {
    return startClocks(this.client, { many, dueAt });
  }

  async stepTo(now: string): Promise<void> {
    this.steps.push({ to: instant(now), at: Date.now() });
    await setTrialTime(this.nats, now);
  }

  ledger(keys: readonly string[]): Promise<Entry[]> {
    return ledgerOf(this.client, keys);
  }

  /** Waits until none of these is armed, and answers what is wrong with any. */
  async wrongWith(keys: readonly string[], within = 30_000): Promise<string[]> {
    await eventually(async () => expect(await this.armed(keys)).toBe(0), { within });
    return (await this.ledger(keys)).flatMap((entry) => this.violationsOf(entry));
  }

  async armed(keys: readonly string[]): Promise<number> {
    const { rowCount } = await this.client.query(
      `select from safety.deadline where key = any($1) and status = 'armed'`,
      [keys],
    );
    return rowCount ?? 0;
  }

  /** By how many milliseconds of wall time each was late, ascending; and a line of it for whoever reads the run. */
  async lateness(keys: readonly string[], what: string): Promise<number[]> {
    const late = (await this.ledger(keys)).map((entry) => this.lateBy(entry)).sort((a, b) => a - b);
    const [median, last] = [late[Math.floor(late.length / 2)] ?? 0, late.at(-1) ?? 0];
    process.stdout.write(
      `${what}: ${late.length} deadlines, late by ${median} ms in the middle and ${last} ms at most\n`,
    );
    return late;
  }

  /** Ends the process whose turn it is to sweep, as a crash would. */
  async killSweeper(): Promise<void> {
    const pid = await eventually(async () => {
      const { rows } = await this.client.query<{ pid: number }>(SWEEPER);
      expect(rows).toHaveLength(1);
      return rows[0]?.pid ?? 0;
    });
    await this.replicas.kill(this.replicas.servedBy(pid));
  }

  /** Ends every process as a power cut would; they start again when `meanwhile` is done. */
  async powerCut(meanwhile: () => Promise<void>): Promise<void> {
    const from = Date.now();
    await this.replicas.killAll(meanwhile);
    this.down = { from, to: Date.now() };
  }

  async stop(): Promise<void> {
    await this.client.end();
    await this.replicas.stop();
    await this.redis.stop();
    await this.nats.close();
  }

  private violationsOf(entry: Entry): string[] {
    const { key, status, dueAt, fired, told, firedAt } = entry;
    const of = (wrong: string): string => `${key}, due ${dueAt.toISOString()}: ${wrong}`;
    const late = this.lateBy(entry);
    return [
      ...(status === 'fired' ? [] : [of(`is ${status}`)]),
      ...(fired === 1 ? [] : [of(`marked ${fired} times`)]),
      ...(told === 1 ? [] : [of(`told ${told} times`)]),
      ...(firedAt && firedAt < dueAt ? [of(`early, at ${firedAt.toISOString()}`)] : []),
      ...(late < 0 ? [of(`${-late} ms before its time by the wall`)] : []),
      ...(late > FEW_SECONDS_MS + this.couldNot(entry) ? [of(`late by ${late} ms`)] : []),
    ];
  }

  /** For how long nobody could have fired it. */
  private couldNot(entry: Entry): number {
    const { from, to } = this.down;
    const since = (entry.recordedAt?.getTime() ?? 0) - this.lateBy(entry);
    return since >= from && since < to ? to - since : 0;
  }

  /** From when its time came, which is its due date or, in stepped time, the step that reached it. */
  private lateBy({ dueAt, recordedAt }: Entry): number {
    const reached = this.steps.find(({ to }) => to.epochMilliseconds >= dueAt.getTime());
    return (recordedAt?.getTime() ?? Number.POSITIVE_INFINITY) - (reached?.at ?? dueAt.getTime());
  }
}

/** The session that holds the lock of the duty. */
const SWEEPER = `
  select pid from pg_locks
   where locktype = 'advisory' and granted and database = (select oid from pg_database where datname = current_database())
     and (classid::bigint << 32 | objid::bigint) = hashtextextended('safety deadlines', 0)`;
