import type { Logger } from '@nestjs/common';
import { instantAt, type Instant } from '@trial/kernel';
import type { Transactions, TrialClock } from '@trial/persistence';

/** Deadlines of one name that are armed although their time came a while ago. */
export interface Overdue {
  readonly name: string;
  readonly count: number;
  /** The earliest of their due dates. */
  readonly since: Instant;
}

/** A deadline that has been due for so long, by the wall, should have fired: nothing lost costs more than a few seconds. */
const OVERDUE_MS = 10_000;

/** The trial time up to which whatever is still armed is overdue; nothing while stepped time has just been set. */
export const overdueUpTo = (clock: TrialClock): Instant | undefined => clock.reachedBefore(OVERDUE_MS);

/** What is overdue, by name. It asks the table, not the alarm clock: one that stands still would not tell. */
export async function overdueDeadlines({ dataSource, clock }: Transactions): Promise<Overdue[]> {
  const upTo = overdueUpTo(clock);
  if (!upTo) return [];
  const rows = await dataSource.query<{ name: string; count: number; since: string }[]>(
    `select name, count(*)::int as count, (extract(epoch from min(due_at)) * 1000)::bigint::text as since
       from deadline where status = 'armed' and due_at <= $1 group by name order by name`,
    [upTo.toString()],
  );
  return rows.map(({ since, ...row }) => ({ ...row, since: instantAt(Number(since)) }));
}

/** Every replica says once a minute what is overdue: a rule that no longer acts is an alarm, not a silence. */
export class Watchdog {
  private timer: NodeJS.Timeout | undefined;
  private looking: Promise<void> = Promise.resolve();

  constructor(
    private readonly transactions: Transactions,
    private readonly logger: Logger,
    private readonly everyMs = 60_000,
  ) {}

  start(): void {
    this.timer = setInterval(() => {
      this.looking = this.look();
    }, this.everyMs);
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.looking;
  }

  private async look(): Promise<void> {
    try {
      for (const { name, count, since } of await overdueDeadlines(this.transactions))
        this.logger.error({ event: 'deadlines-overdue', deadline: name, count, since: since.toString() });
    } catch (error) {
      this.logger.warn({ event: 'deadline-watch-interrupted', error: String(error) });
    }
  }
}
