import type { EntityManager, EntitySchema, ObjectLiteral, Repository } from 'typeorm';
import type { Context, Instant } from '@trial/kernel';
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

  private refuseWhenClosed(): void {
    if (!this.open) throw new Error('this transaction is closed: do not keep it beyond the work it was given to');
  }
}

/** TypeORM answers `[rows, count]` to an UPDATE or DELETE and the rows alone to everything else. */
function rowsIn<Row>(result: unknown): Row[] {
  if (!Array.isArray(result)) return [];
  return (Array.isArray(result[0]) ? result[0] : result) as Row[];
}
