import type { Instant } from '@trial/kernel';
import type { Transaction } from '@trial/persistence';
import type { DeadlineContract, PayloadOf, Whereabouts } from './deadline.js';

/** Sets a deadline with the write that starts it. Arming it again, also after it was met, moves it. */
export const arm = <D extends DeadlineContract>(
  tx: Transaction,
  contract: D,
  payload: PayloadOf<D>,
  dueAt: Instant,
): void => armAll(tx, contract, [{ payload, dueAt }]);

/** Sets many deadlines of one kind, no two of one key, as `arm` sets each, in one statement. */
export function armAll<D extends DeadlineContract>(
  tx: Transaction,
  contract: D,
  bells: readonly { readonly payload: PayloadOf<D>; readonly dueAt: Instant }[],
): void {
  if (bells.length === 0) return;
  const facts = bells.map(({ payload }) => contract.payload.parse(payload) as Whereabouts);
  tx.leftBehind.add('deadlines');
  tx.write(
    `insert into deadline (id, name, key, payload, due_at, status, trial_id, site_id, trace)
     select id, $1, key, payload, due_at, 'armed', trial_id, site_id, $2
       from unnest($3::uuid[], $4::text[], $5::jsonb[], $6::timestamptz[], $7::text[], $8::text[])
         as bell (id, key, payload, due_at, trial_id, site_id)
     on conflict on constraint deadline_once
     do update set payload = excluded.payload, due_at = excluded.due_at, status = 'armed', settled_at = null, trace = excluded.trace`,
    [
      contract.name,
      tx.context.trace,
      bells.map(() => tx.newId()),
      bells.map(({ payload }) => contract.key(payload)),
      facts.map((fact) => JSON.stringify(fact)),
      bells.map(({ dueAt }) => dueAt.toString()),
      facts.map(({ trialId }) => trialId),
      facts.map(({ siteId }) => siteId),
    ],
  );
}

/** Ends a deadline with the write that answers it; true if it was still running. */
export const meet = <D extends DeadlineContract>(
  tx: Transaction,
  contract: D,
  payload: PayloadOf<D>,
): Promise<boolean> => settle(tx, contract, [payload], 'met');

/** Ends a deadline that nobody has to answer any more; true if it was still running. */
export const disarm = <D extends DeadlineContract>(
  tx: Transaction,
  contract: D,
  payload: PayloadOf<D>,
): Promise<boolean> => settle(tx, contract, [payload], 'disarmed');

/** Ends many deadlines of one kind, as `disarm` ends each, in one statement. */
export async function disarmAll<D extends DeadlineContract>(
  tx: Transaction,
  contract: D,
  payloads: readonly PayloadOf<D>[],
): Promise<void> {
  if (payloads.length > 0) await settle(tx, contract, payloads, 'disarmed');
}

async function settle<D extends DeadlineContract>(
  tx: Transaction,
  contract: D,
  payloads: readonly PayloadOf<D>[],
  status: 'met' | 'disarmed',
): Promise<boolean> {
  const ended = await tx.query(
    `update deadline set status = $1, settled_at = $2 where name = $3 and key = any($4) and status = 'armed' returning id`,
    [status, tx.now.toString(), contract.name, payloads.map((payload) => contract.key(payload))],
  );
  return ended.length > 0;
}
