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
  private readonly unanswered: Promise<unknown>[] = [];
  private failure: { readonly error: unknown } | undefined;

  constructor(
    private readonly manager: EntityManager,
    private readonly idSource: IdSource,
    readonly context: Context,
    readonly now: Instant,
    /** The service (or unblinded module) whose tables these are. */
    readonly service: string,
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
    const sent = this.manager.query<unknown>(sql, [...parameters]);
    this.unanswered.push(sent);
    sent.catch((error: unknown) => {
      this.failure ??= { error };
    });
  }

  /** Waits for what was written without waiting; throws the first failure. */
  async answered(): Promise<void> {
    await Promise.all(this.unanswered);
  }

  /** What really went wrong: after a failed write every later statement fails too, only because of it. */
  causeOf(error: unknown): unknown {
    return this.failure ? this.failure.error : error;
  }

  /**
   * Lets somebody else act in the same transaction: what `work` writes is audited under `context` and sees its rows.
   * Afterwards whoever opened the transaction acts again.
   */
  async as<Result>(context: Context, work: (tx: Transaction) => Promise<Result>): Promise<Result> {
    this.refuseWhenClosed();
    const other = new Transaction(this.manager, this.idSource, context, this.now, this.service);
    await this.actAs(context);
    try {
      const result = await work(other);
      await other.answered();
      for (const what of other.leftBehind) this.leftBehind.add(what);
      await this.actAs(this.context);
      return result;
    } catch (error) {
      await this.actAgain();
      // By now every answer is in, also that of a write nobody waited for.
      throw other.causeOf(error);
    } finally {
      other.close();
    }
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

  /** After a statement that failed this one fails too, and nothing of the transaction will stay. */
  private async actAgain(): Promise<void> {
    await this.actAs(this.context).catch(() => undefined);
  }

  private async actAs(context: Context): Promise<void> {
    await this.manager.query(SET_CONTEXT, settingsOf(context, this.now));
  }

  private refuseWhenClosed(): void {
    if (!this.open) throw new Error('this transaction is closed: do not keep it beyond the work it was given to');
  }
}

/** TypeORM answers `[rows, count]` to an UPDATE or DELETE and the rows alone to everything else. */
function rowsIn<Row>(result: unknown): Row[] {
  if (!Array.isArray(result)) return [];
  return (Array.isArray(result[0]) ? result[0] : result) as Row[];
}
