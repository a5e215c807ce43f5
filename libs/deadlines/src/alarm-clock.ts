import type { ConnectionOptions } from 'bullmq';
import type { QueryRunner } from 'typeorm';
import { instantAt, type Instant } from '@trial/kernel';
import { OneReplica, type Transactions } from '@trial/persistence';
import { Bells, bellsFor, type Bell } from './bells.js';
import type { DeadlineContract } from './deadline.js';
import { pageOfDue, shareOfDue, type DueRow } from './due-rows.js';
import { Failures } from './failures.js';
import { Lanes } from './lanes.js';
import { ringTogether } from './ring-together.js';
import { ring, type Fire } from './ring.js';

export interface DeadlineHandling {
  readonly contract: DeadlineContract;
  readonly fire: Fire;
}

/** One thing it says; what more there is to it depends on the event. */
export interface AlarmLine {
  readonly event: string;
  readonly [more: string]: unknown;
}

/** What an alarm clock says of what it does: as much of a `Logger` as it needs. */
export interface AlarmLog {
  log(line: AlarmLine): void;
  warn(line: AlarmLine): void;
  error(line: AlarmLine): void;
}

/**
 * Sees to it that every armed deadline rings. Once a second one replica sweeps Postgres: it sets a BullMQ bell for what
 * is due in the next seconds, and fires from Postgres what has been due for more than two seconds of wall time, or, when
 * Redis did not take the bells, what is due at all. Redis may be flushed or away: that costs seconds, never a deadline.
 */
export class AlarmClock {
  private readonly bells: Bells;
  private readonly duty: OneReplica;
  private readonly failures = new Failures();
  private readonly lanes = new Lanes<DueRow>((rows) => this.attempt(rows), {
    width: LANES,
    most: TOGETHER,
    onDone: (left) => this.goOn(left),
  });
  /** What failed before goes beside the rest, so that it can be in nobody's way. */
  private readonly again = new Lanes<DueRow>((rows) => this.attempt(rows), { width: LANES_FOR_FAILED });
  private moreIsOverdue = false;

  constructor(
    private readonly handlings: readonly DeadlineHandling[],
    private readonly transactions: Transactions,
    redis: ConnectionOptions,
    prefix: string,
    private readonly logger: AlarmLog,
  ) {
    this.bells = new Bells(
      `deadlines-${transactions.service}`,
      redis,
      prefix,
      (bell) => this.answer(bell).catch((error: unknown) => this.sayUnanswered(error)),
      (error, lost) =>
        logger.warn({ event: lost === 'bells' ? 'bells-not-taken' : 'redis-away', error: String(error) }),
    );
    this.duty = new OneReplica(
      transactions.dataSource,
      `${transactions.service} deadlines`,
      (runner) => this.sweep(runner),
      (error) => logger.warn({ event: 'deadline-sweep-interrupted', error: String(error) }),
    );
  }

  start(): void {
    this.transactions.onCommit('deadlines', () => this.duty.hurry());
    this.transactions.clock.onStep(() => this.duty.hurry());
    this.bells.start();
    this.duty.start();
  }

  async stop(): Promise<void> {
    await this.duty.stop();
    await this.bells.close();
    await Promise.all([this.lanes.idle(), this.again.idle()]);
  }

  /** One look at Postgres; answers in how many milliseconds the next is due. It does not wait for what it fires. */
  private async sweep(runner: QueryRunner): Promise<number> {
    const { clock } = this.transactions;
    const now = clock.now();
    const overdue = clock.reachedBefore(GRACE_MS);
    // Stepped time does not run towards a bell: only what is due now is rung.
    const horizon = clock.stepped ? now : now.add({ milliseconds: HORIZON_MS });
    const near = await pageOfDue(runner, { after: overdue, upTo: horizon }, { many: NEAR });
    const ahead = near.filter((row) => !this.isUnderWay(row) && !this.failures.has(row));
    const rung = this.bells.set(bellsFor(ahead, now.epochMilliseconds, overdue));
    if (overdue) await this.fireOverdue(runner, overdue);
    this.failures.forgetOld();
    if (await rung) return SWEEP_MS;
    return this.fireWithoutBells(ahead);
  }

  /** Walks through everything overdue, oldest first, until there is enough to do. */
  private async fireOverdue(runner: QueryRunner, upTo: Instant): Promise<void> {
    let last: DueRow | undefined;
    this.moreIsOverdue = false;
    do {
      const page = await pageOfDue(runner, { upTo }, { last, many: PAGE });
      for (const row of page) if (!this.isUnderWay(row)) this.fireOrTryAgain(row);
      last = page.length === PAGE ? page.at(-1) : undefined;
      this.moreIsOverdue = last !== undefined && this.lanes.size >= ENOUGH;
    } while (last && !this.moreIsOverdue);
  }

  private fireOrTryAgain(row: DueRow): void {
    if (!this.failures.has(row)) void this.fire(row);
    else if (!this.failures.rests(row) && this.again.size < ENOUGH) void this.again.run(row.id, row);
  }

  /** Without Redis nobody rings: what is due is fired at once, and the next look is taken when something is due. */
  private fireWithoutBells(ahead: readonly DueRow[]): number {
    const now = this.transactions.clock.now().epochMilliseconds;
    for (const row of ahead) if (Number(row.dueMs) <= now) void this.fire(row);
    const next = ahead.find(({ dueMs }) => Number(dueMs) > now);
    return next ? Math.min(SWEEP_MS, Math.max(SHORTEST_PAUSE_MS, Number(next.dueMs) - now)) : SWEEP_MS;
  }

  /** Goes on with what was left, before there is nothing to do. */
  private goOn(left: number): void {
    if (!this.moreIsOverdue || left > ENOUGH / 2) return;
    this.moreIsOverdue = false;
    this.duty.hurry();
  }

  private async answer({ after, upTo, share }: Bell): Promise<void> {
    const now = this.transactions.clock.now().epochMilliseconds;
    const interval = { after: instantAt(after), upTo: instantAt(Math.min(upTo, now)) };
    const rows = await shareOfDue(this.transactions.dataSource, interval, share, NEAR);
    await Promise.all(rows.filter((row) => !this.failures.has(row)).map((row) => this.fire(row)));
  }

  /** What the bell was for is overdue soon, and fired from Postgres. */
  private sayUnanswered(error: unknown): void {
    this.logger.warn({ event: 'bell-unanswered', error: String(error) });
  }

  private isUnderWay = ({ id }: DueRow): boolean => this.lanes.has(id) || this.again.has(id);

  private fire(row: DueRow): Promise<void> {
    return this.lanes.run(row.id, row);
  }

  private async attempt(rows: readonly DueRow[]): Promise<void> {
    const [first, ...others] = rows;
    if (first && others.length > 0 && (await this.attemptTogether([first, ...others]))) return;
    for (const row of rows) await this.attemptAlone(row);
  }

  /** False when one of them failed, and so none was fired: each is then tried alone, and only that one fails. */
  private async attemptTogether(rows: readonly [DueRow, ...DueRow[]]): Promise<boolean> {
    try {
      const fired = await ringTogether(this.transactions, rows, (row) => this.fireOf(row));
      for (const row of fired) this.tell(row);
      return true;
    } catch (error) {
      this.logger.warn({ event: 'deadlines-parted', deadlines: rows.length, error: String(error) });
      return false;
    }
  }

  private async attemptAlone(row: DueRow): Promise<void> {
    try {
      const outcome = await ring(this.transactions, row, this.fireOf(row));
      this.failures.forget(row);
      if (outcome === 'fired') this.tell(row);
    } catch (error) {
      // The row stays armed: it is tried again, less and less often, and never given up.
      const failure = { deadline: row.name, key: row.key, ...this.failures.note(row), error: String(error) };
      this.logger.error({ event: 'deadline-failed', ...failure });
    }
  }

  private tell({ name, key }: DueRow): void {
    this.logger.log({ event: 'deadline-fired', deadline: name, key });
  }

  private fireOf({ name }: DueRow): Fire {
    const handling = this.handlings.find(({ contract }) => contract.name === name);
    if (!handling) throw new Error(`no handler for deadline ${name}`);
    return (payload, tx) => handling.fire(handling.contract.payload.parse(payload), tx);
  }
}

const SWEEP_MS = 1_000;
const GRACE_MS = 2_000;
/** How far ahead bells are set; a bell lost in Redis is set again by the next sweep. */
const HORIZON_MS = 10_000;
/** How many bells one sweep sees to, and one answer; beyond it they are due later, or overdue soon. */
const NEAR = 5_000;
const PAGE = 500;
/** Half of the pool: commands and queries go on meanwhile. */
const LANES = 8;
/** Of a backlog, in one transaction. */
const TOGETHER = 16;
const LANES_FOR_FAILED = 2;
/** So many are fetched ahead: what is due now does not wait long behind a backlog. */
const ENOUGH = 200;
const SHORTEST_PAUSE_MS = 5;
