import { QueryFailedError, type DataSource, type QueryRunner } from 'typeorm';
import { Rejection, type Context } from '@trial/kernel';
import { SET_CONTEXT, settingsOf } from './context-settings.js';
import type { IdSource } from './ids.js';
import { ConnectionLost, isConnectionLost, sqlState, untilDone } from './run-again.js';
import { Transaction } from './transaction.js';
import type { TrialClock } from './trial-clock.js';

type Work<Result> = (tx: Transaction) => Promise<Result>;

type LeftBehind = 'outbox' | 'deadlines';

/** Opens transactions on the tables of one service. */
export class Transactions {
  private readonly listeners: { readonly on: LeftBehind; readonly call: () => void }[] = [];

  constructor(
    readonly dataSource: DataSource,
    readonly clock: TrialClock,
    private readonly ids: IdSource,
    readonly service: string,
  ) {}

  /**
   * Runs `work` in one transaction under `context` (audit, row-level security). Work that lost a deadlock, a
   * serialisation race or, before its commit was sent, its connection is run again; it can be, because nothing remote
   * happens inside.
   */
  run<Result>(context: Context, work: Work<Result>): Promise<Result> {
    return untilDone(() => this.attempt('write', context, work), { hasReceipt: false });
  }

  /** The read path: read-only, row-level security set. */
  read<Result>(context: Context, work: Work<Result>): Promise<Result> {
    return untilDone(() => this.attempt('read', context, work), { hasReceipt: false });
  }

  /**
   * Like `run`, once per idempotency key: a repeat gets the first answer, stored in the same transaction. The key
   * belongs to one caller, route and request (`idempotency-key-reused` otherwise); while the first is running a
   * second is refused (`request-still-running`); a refusal leaves the key free. A lost connection costs the caller
   * nothing, whether the commit was sent or not: the work is run again, or its answer found.
   */
  async once<Result extends object>(context: Context, work: Work<Result>): Promise<Result> {
    const { idempotency } = context;
    if (!idempotency) throw new Error('a command that runs once needs an idempotency key in its context');

    const { scope, key, fingerprint } = idempotency;
    try {
      const answering = async (tx: Transaction, [receipt]: readonly Receipt[]) => {
        const earlier = answerIn(receipt, fingerprint);
        if (earlier !== undefined) return JSON.parse(earlier) as Result;
        const answer = await work(tx);
        tx.write('insert into command_receipt (scope, key, fingerprint, answer, at) values ($1, $2, $3, $4, $5)', [
          scope,
          key,
          fingerprint,
          JSON.stringify(answer),
          tx.now.toString(),
        ]);
        return answer;
      };
      return await untilDone(() => this.attempt('write', context, answering, [scope, key]), { hasReceipt: true });
    } catch (error) {
      if (isConflict(error, 'command_receipt_pkey')) throw new Rejection('request-still-running');
      if (!(error instanceof Rejection)) throw error;
      // Refused because the same request was answered meanwhile, between the look at its receipt and the lock: see RECEIPT.
      const [receipt] = await this.read(context, (tx) => tx.query<Answered>(ANSWERED, [scope, key, fingerprint]));
      if (!receipt) throw error;
      return JSON.parse(receipt.answer) as Result;
    }
  }

  /** Calls back after each commit that left something behind for the outbox relay or the alarm clock. */
  onCommit(on: LeftBehind, call: () => void): void {
    this.listeners.push({ on, call });
  }

  private async attempt<Result>(
    mode: 'read' | 'write',
    context: Context,
    work: (tx: Transaction, found: readonly Receipt[]) => Promise<Result>,
    key?: readonly [scope: string, key: string],
  ): Promise<Result> {
    const runner = this.dataSource.createQueryRunner();
    let tx: Transaction | undefined;
    let committing = false;
    try {
      await runner.startTransaction();
      // Not before a connection is free: waiting for one must not make what happens older than it is.
      const now = this.clock.now();
      const opened = new Transaction(runner.manager, this.ids, context, now, this.service);
      tx = opened;
      // Nobody waits for it: what is asked first leaves in the same packet, and fails with it.
      opened.write(ENTER[mode], settingsOf(context, now));
      const found = key ? ((await runner.query(RECEIPT, [...key])) as Receipt[]) : [];
      const result = await closing(opened, () => work(opened, found));
      committing = mode === 'write';
      // The commit follows the last writes without waiting for them; if one failed, Postgres rolls back and it is thrown.
      await Promise.all([opened.answered(), runner.commitTransaction()]);
      for (const { on, call } of this.listeners) if (opened.leftBehind.has(on)) call();
      return result;
    } catch (error) {
      await rollBack(runner);
      const cause = tx ? tx.causeOf(error) : error;
      throw isConnectionLost(cause) ? new ConnectionLost(committing, cause) : cause;
    } finally {
      await runner.release();
    }
  }
}

const ENTER = {
  write: SET_CONTEXT,
  read: `${SET_CONTEXT}, set_config('transaction_read_only', 'on', true)`,
};

async function closing<Result>(tx: Transaction, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } finally {
    tx.close();
  }
}

async function rollBack(runner: QueryRunner): Promise<void> {
  // A connection that died has rolled back already; the error that matters is the first one.
  if (runner.isTransactionActive) await runner.rollbackTransaction().catch(() => undefined);
}

interface Receipt {
  readonly locked: boolean;
  readonly fingerprint: string | null;
  readonly answer: string | null;
}

/**
 * The receipt of an earlier request with this key, and a lock on the key. Both are one statement; should a receipt be
 * committed between its snapshot and its lock, the primary key of `command_receipt` still lets only one of the two through,
 * and whoever is refused because of it looks for the answer once more.
 */
const RECEIPT = `
  select pg_try_advisory_xact_lock(hashtextextended($1 || ' ' || $2, 0)) as locked, receipt.fingerprint, receipt.answer
    from (select 1) as one left join command_receipt receipt on receipt.scope = $1 and receipt.key = $2`;

interface Answered {
  readonly answer: string;
}

const ANSWERED = 'select answer from command_receipt where scope = $1 and key = $2 and fingerprint = $3';

/** The first answer, when this request was answered before; refuses another request's key, and one still running. */
function answerIn(receipt: Receipt | undefined, fingerprint: string): string | undefined {
  if (receipt?.fingerprint && receipt.fingerprint !== fingerprint) throw new Rejection('idempotency-key-reused');
  if (receipt?.answer) return receipt.answer;
  if (!receipt?.locked) throw new Rejection('request-still-running');
  return undefined;
}

/** Whether a write broke this unique constraint: how a rule about uniqueness says that somebody was first. */
export function isConflict(error: unknown, constraint: string): boolean {
  if (!(error instanceof QueryFailedError)) return false;
  const { constraint: broken } = error.driverError as { constraint?: unknown };
  return sqlState(error) === '23505' && broken === constraint;
}
