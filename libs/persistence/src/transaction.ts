import type { EntityManager, EntitySchema, ObjectLiteral, Repository } from 'typeorm';
import type { Context, Instant } from '@trial/kernel';
import { SET_CONTEXT, settingsOf } from './context-settings.js';
import { uuidV7, type IdSource } from './ids.js';

/**
 * An open transaction: the only thing that can write, publish or arm a deadline. Everything done with it happened
 * at the same instant, `now`, and is audited under `context`. It closes when the work that got it returns.
 */
export class Transaction {
  private ids = 0;
  private open = true;
  /** What committed work asks others to look at: the outbox, the deadlines. */
  readonly leftBehind = new Set<'outbox' | 'deadlines'>();

  constructor(
    private readonly manager: EntityManager,
    private readonly idSource: IdSource,
    readonly context: Context,
    readonly now: Instant,
    /** The service (or unblinded module) whose tables these are. */
    readonly service: string,
    private readonly sent: Sent = { answers: [] },
  ) {}

  rows<Row extends ObjectLiteral>(table: EntitySchema<Row>): Repository<Row> {
    this.refuseWhenClosed();
    return this.manager.getRepository(table);
  }

  /** Plain SQL, for reads and for the few statements a repository cannot say. */
  async query<Row = Record<string, unknown>>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    this.refuseWhenClosed();
    const result: unknown = await this.manager.query(sql, [...parameters]);
    return rowsIn<Row>(result);
  }

  /**
   * Sends a statement whose answer nobody waits for; the commit follows right behind it. Should it fail, the whole
   * transaction fails with its error. Only what cannot fail before it is sent: the commit is on its way by then.
   */
  write(sql: string, parameters: readonly (string | number | boolean | null | readonly string[])[]): void {
    this.refuseWhenClosed();
    const answer = this.manager.query<unknown>(sql, [...parameters]);
    this.sent.answers.push(answer);
    answer.catch((error: unknown) => {
      this.sent.failure ??= { error };
    });
  }

  /** Waits for what was written without waiting; throws the first failure. */
  async answered(): Promise<void> {
    await Promise.all(this.sent.answers);
  }

  /** What really went wrong: after a failed write every later statement fails too, only because of it. */
  causeOf(error: unknown): unknown {
    return this.sent.failure ? this.sent.failure.error : error;
  }

  /** Lets somebody else act in the same transaction: `asEach` for one. */
  async as<Result>(context: Context, work: (tx: Transaction) => Promise<Result>): Promise<Result> {
    const [result] = await this.asEach([{ context }], work);
    return result as Result;
  }

  /**
   * Lets others act in the same transaction, one after the other: what `work` writes for each is audited under its context,
   * sees its rows, and has the ids it would have had alone. Afterwards whoever opened the transaction acts again. Nobody
   * waits for these changes, nor for what `work` wrote without waiting: should one fail, the whole transaction does.
   */
  async asEach<Actor extends { readonly context: Context }, Result>(
    actors: readonly Actor[],
    work: (tx: Transaction, actor: Actor) => Promise<Result>,
  ): Promise<Result[]> {
    this.refuseWhenClosed();
    const results: Result[] = [];
    try {
      for (const actor of actors) results.push(await this.letAct(actor.context, (tx) => work(tx, actor)));
    } catch (error) {
      // After a statement that failed this one fails too, and nothing of the transaction will stay.
      await this.manager.query(SET_CONTEXT, settingsOf(this.context, this.now)).catch(() => undefined);
      // By now every answer is in, also that of a write nobody waited for.
      throw this.causeOf(error);
    }
    this.act();
    return results;
  }

  /** A new identifier, made in code (UUIDv7 of trial time). */
  newId(): string {
    this.refuseWhenClosed();
    const { idempotency, cause } = this.context;
    const because = [this.service, idempotency?.scope ?? '', cause].join(' ');
    return uuidV7(this.now, this.idSource.bitsFor(because, this.ids++));
  }

  close(): void {
    this.open = false;
  }

  private async letAct<Result>(context: Context, work: (tx: Transaction) => Promise<Result>): Promise<Result> {
    const other = new Transaction(this.manager, this.idSource, context, this.now, this.service, this.sent);
    other.act();
    try {
      return await work(other);
    } finally {
      for (const what of other.leftBehind) this.leftBehind.add(what);
      other.close();
    }
  }

  private act(): void {
    this.write(SET_CONTEXT, settingsOf(this.context, this.now));
  }

  private refuseWhenClosed(): void {
    if (!this.open) throw new Error('this transaction is closed: do not keep it beyond the work it was given to');
  }
}

/** What was sent without waiting for it, by all who act in one transaction, and what went wrong first. */
interface Sent {
  readonly answers: Promise<unknown>[];
  failure?: { readonly error: unknown };
}

/** TypeORM answers `[rows, count]` to an UPDATE or DELETE and the rows alone to everything else. */
function rowsIn<Row>(result: unknown): Row[] {
  if (!Array.isArray(result)) return [];
  return (Array.isArray(result[0]) ? result[0] : result) as Row[];
}
