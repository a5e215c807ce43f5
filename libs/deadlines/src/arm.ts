import type { Instant } from '@trial/kernel';
import type { Transaction } from '@trial/persistence';
import type { DeadlineContract, PayloadOf, Whereabouts } from './deadline.js';

/** Sets a deadline with the write that starts it. Arming it again, also after it was met, moves it. */
export function arm<D extends DeadlineContract>(
  tx: Transaction,
  contract: D,
  payload: PayloadOf<D>,
  dueAt: Instant,
): void {
  const facts = contract.payload.parse(payload) as Whereabouts;
  tx.leftBehind.add('deadlines');
  tx.write(
    `insert into deadline (id, name, key, payload, due_at, status, trial_id, site_id, trace)
     values ($1, $2, $3, $4, $5, 'armed', $6, $7, $8)
     on conflict on constraint deadline_once
     do update set payload = excluded.payload, due_at = excluded.due_at, status = 'armed', settled_at = null, trace = excluded.trace`,
    [
      tx.newId(),
      contract.name,
      contract.key(payload),
      JSON.stringify(facts),
      dueAt.toString(),
      facts.trialId,
      facts.siteId,
      tx.context.trace,
    ],
  );
}

/** Ends a deadline with the write that answers it; true if it was still running. */
export const meet = <D extends DeadlineContract>(
  tx: Transaction,
  contract: D,
  payload: PayloadOf<D>,
): Promise<boolean> => settle(tx, contract, payload, 'met');

/** Ends a deadline that nobody has to answer any more; true if it was still running. */
export const disarm = <D extends DeadlineContract>(
  tx: Transaction,
  contract: D,
  payload: PayloadOf<D>,
): Promise<boolean> => settle(tx, contract, payload, 'disarmed');

async function settle<D extends DeadlineContract>(
  tx: Transaction,
  contract: D,
  payload: PayloadOf<D>,
  status: 'met' | 'disarmed',
): Promise<boolean> {
  const ended = await tx.query(
    `update deadline set status = $1, settled_at = $2 where name = $3 and key = $4 and status = 'armed' returning id`,
    [status, tx.now.toString(), contract.name, contract.key(payload)],
  );
  return ended.length > 0;
}
