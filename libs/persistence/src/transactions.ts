import { QueryFailedError, type DataSource, type QueryRunner } from 'typeorm';
import { Rejection, type Context } from '@trial/kernel';
import type { IdSource } from './ids.js';
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
   * Runs `work` in one transaction under `context` (audit, row-level security). Work that lost a deadlock or a
   * serialisation race is run again; it can be, because nothing remote happens inside.
   */
  async run<Result>(context: Context, work: Work<Result>): Promise<Result> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.attempt('write', context, work);
      } catch (error) {
        if (attempt === ATTEMPTS || !RACE_LOST.has(sqlState(error))) throw error;
      }
    }
  }

  /** The read path: read-only, row-level security set. */
  read<Result>(context: Context, work: Work<Result>): Promise<Result> {
    return this.attempt('read', context, work);
  }

  /**
   * Like `run`, once per idempotency key: a repeat gets the first answer, stored in the same transaction. The key
   * belongs to one caller, route and request (`idempotency-key-reused` otherwise); while the first is running a
   * second is refused (`request-still-running`); a refusal leaves the key free.
   */
  async once<Result extends object>(context: Context, work: Work<Result>): Promise<Result> {
    const { idempotency } = context;
    if (!idempotency) throw new Error('a command that runs once needs an idempotency key in its context');

    try {
      return await this.run(context, async (tx) => {
        const earlier = await receiptOf(tx, idempotency);
        if (earlier) return JSON.parse(earlier) as Result;
        const answer = await work(tx);
        await tx.query(
          'insert into command_receipt (scope, key, fingerprint, answer, at) values ($1, $2, $3, $4, $5)',
          [idempotency.scope, idempotency.key, idempotency.fingerprint, JSON.stringify(answer), tx.now.toString()],
        );
        return answer;
      });
    } catch (error) {
      if (isConflict(error, 'command_receipt_pkey')) throw new Rejection('request-still-running');
      throw error;
    }
  }

  /** Calls back after each commit that left something behind for the outbox relay or the alarm clock. */
  onCommit(on: LeftBehind, call: () => void): void {
    this.listeners.push({ on, call });
  }

  private async attempt<Result>(mode: 'read' | 'write', context: Context, work: Work<Result>): Promise<Result> {
    const runner = this.dataSource.createQueryRunner();
    try {
      await runner.startTransaction();
      const now = this.clock.now();
      await runner.query(ENTER[mode], enterParameters(context, now.toString()));
      const tx = new Transaction(runner.manager, this.ids, context, now, this.service);
      const result = await closing(tx, work);
      await runner.commitTransaction();
      for (const { on, call } of this.listeners) if (tx.leftBehind.has(on)) call();
      return result;
    } catch (error) {
      await rollBack(runner);
      throw error;
    } finally {
      await runner.release();
    }
  }
}

const ATTEMPTS = 4;
/** serialization_failure, deadlock_detected */
const RACE_LOST = new Set(['40001', '40P01']);

const SETTINGS = [
  'actor',
  'role',
  'organisation',
  'trial',
  'sites',
  'participant',
  'zone',
  'reason',
  'trace',
  'cause',
  'now',
];
const SET_CONTEXT = `select ${SETTINGS.map((name, index) => `set_config('app.${name}', $${index + 1}, true)`).join(', ')}`;
const ENTER = {
  write: SET_CONTEXT,
  read: `${SET_CONTEXT}, set_config('transaction_read_only', 'on', true)`,
};

const enterParameters = (context: Context, now: string): string[] => [
  context.actor,
  context.role,
  context.organisation,
  context.trialId,
  context.sites.join(','),
  context.participantId ?? '',
  context.zone,
  context.reason,
  context.trace,
  context.cause,
  now,
];

async function closing<Result>(tx: Transaction, work: Work<Result>): Promise<Result> {
  try {
    return await work(tx);
  } finally {
    tx.close();
  }
}

async function rollBack(runner: QueryRunner): Promise<void> {
  // A connection that died has rolled back already; the error that matters is the first one.
  if (runner.isTransactionActive) await runner.rollbackTransaction().catch(() => undefined);
}

/**
 * The answer to an earlier request with this key. Lock and look-up are one statement; should a receipt be committed
 * between its snapshot and its lock, the primary key of `command_receipt` still lets only one of the two through.
 */
async function receiptOf(
  tx: Transaction,
  { scope, key, fingerprint }: NonNullable<Context['idempotency']>,
): Promise<string | undefined> {
  const [found] = await tx.query<{ locked: boolean; fingerprint: string | null; answer: string | null }>(
    `select pg_try_advisory_xact_lock(hashtextextended($1 || ' ' || $2, 0)) as locked, receipt.fingerprint, receipt.answer
       from (select 1) as one left join command_receipt receipt on receipt.scope = $1 and receipt.key = $2`,
    [scope, key],
  );
  if (found?.fingerprint && found.fingerprint !== fingerprint) throw new Rejection('idempotency-key-reused');
  if (found?.answer) return found.answer;
  if (!found?.locked) throw new Rejection('request-still-running');
  return undefined;
}

function sqlState(error: unknown): string {
  if (!(error instanceof QueryFailedError)) return '';
  const { code } = error.driverError as { code?: unknown };
  return typeof code === 'string' ? code : '';
}

/** Whether a write broke this unique constraint: how a rule about uniqueness says that somebody was first. */
export function isConflict(error: unknown, constraint: string): boolean {
  if (!(error instanceof QueryFailedError)) return false;
  const { constraint: broken } = error.driverError as { constraint?: unknown };
  return sqlState(error) === '23505' && broken === constraint;
}
