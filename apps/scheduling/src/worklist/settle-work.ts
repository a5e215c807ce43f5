import type { DataOf, EventContract } from '@trial/contracts';
import type { Instant } from '@trial/kernel';
import type { Transaction } from '@trial/persistence';
import { endWork, type WorkItem } from '../domain/worklist/work-item.js';
import { changeWork, workId, type WorkAt } from './change-work.js';
import type { Heard } from './work-rule.js';
import { workRules } from './work-rules.js';

/**
 * Ends at once, in the transaction that says it, what an event of our own settles: whoever records a visit does not find it
 * on the list a moment later. What else the event means is heard from the stream like everybody's news.
 */
export async function settleWork<C extends EventContract>(
  tx: Transaction,
  contract: C,
  data: DataOf<C> & WorkAt,
  at: Instant,
): Promise<void> {
  const settled = workRules.flatMap(({ thing, ends }) =>
    ends
      .filter((each) => each.plain && each.contract === contract)
      .flatMap(({ of }) => of({ data } as Heard<EventContract>).map((about) => workId(thing, about))),
  );
  const end = (item: WorkItem) => endWork(item, { endedAt: at, endedBy: contract.type });
  await changeWork(tx, data, new Map(settled.map((id) => [id, end])));
}
