import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { accessWithdrawn } from '@trial/contracts';
import { instant } from '@trial/kernel';
import { Broker } from '@trial/messaging';
import { Transactions } from '@trial/persistence';
import { defer, merge, of, Subject, timer, type Observable } from 'rxjs';
import { concatMap, filter, repeat, take } from 'rxjs/operators';
import { allInForce, type GrantInForce } from '../access-grants/access.reads.js';
import { readable } from './live-events.js';

/** What a stream was opened under. */
export interface Access {
  readonly grants: readonly Pick<GrantInForce, 'id' | 'until'>[];
  /** When the token ends, in milliseconds of wall time. */
  readonly tokenUntil: number;
}

/** Says when something that was let in once must end: with a grant, or with the token. */
@Injectable()
export class EndOfAccess implements OnApplicationBootstrap {
  private readonly withdrawn = new Subject<string>();
  private readonly doubts = new Subject<void>();

  constructor(
    private readonly broker: Broker,
    private readonly transactions: Transactions,
  ) {}

  onApplicationBootstrap(): void {
    const { connection } = this.broker;
    // A grant ends in one replica and its streams are open in any: the event is what all of them hear.
    connection.subscribe(accessWithdrawn.type, {
      callback: (refused, message) => {
        if (refused) return;
        const data = accessWithdrawn.data.safeParse(readable(message.string())?.data).data;
        if (data) this.withdrawn.next(data.grantId);
      },
    });
    this.transactions.clock.onStep(() => this.doubts.next());
    void this.doubtAfterReconnects();
  }

  /** Emits once: as soon as one of the grants is withdrawn or runs out, or the token does. */
  of({ grants, tokenUntil }: Access): Observable<unknown> {
    const ids = grants.map(({ id }) => id);
    const withdrawn = this.withdrawn.pipe(filter((grantId) => ids.includes(grantId)));
    const tokenOver = timer(Math.min(Math.max(0, tokenUntil - Date.now()), LONGEST_TIMER_MS));
    const lost = merge(of(undefined), this.doubts, this.nextLooks(grants)).pipe(
      concatMap(() => this.inForce(ids)),
      filter((inForce) => !inForce),
    );
    return merge(withdrawn, tokenOver, lost).pipe(take(1));
  }

  /** Looks again every few seconds, should news have been lost, and when the first of the grants runs out. */
  private nextLooks(grants: Access['grants']): Observable<unknown> {
    const { clock } = this.transactions;
    // Stepped time runs out at a step, which is a doubt of its own.
    const ends = clock.stepped ? [] : grants.flatMap(({ until }) => (until === null ? [] : [instant(until)]));
    const next = () =>
      Math.min(LOOK_EVERY_MS, ...ends.map((end) => Math.max(SHORTEST_PAUSE_MS, -clock.wallSince(end))));
    return defer(() => timer(next())).pipe(repeat());
  }

  /** What cannot be looked up is not in force. */
  private inForce(ids: readonly string[]): Promise<boolean> {
    const { dataSource, clock } = this.transactions;
    return allInForce(dataSource, ids, clock.now().toString()).catch(() => false);
  }

  private async doubtAfterReconnects(): Promise<void> {
    for await (const status of this.broker.connection.status()) if (status.type === 'reconnect') this.doubts.next();
  }
}

const LOOK_EVERY_MS = 10_000;
const SHORTEST_PAUSE_MS = 100;
/** What a timer of the runtime can wait; no token lives that long. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;
