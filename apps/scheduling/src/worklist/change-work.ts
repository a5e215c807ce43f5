import { createHash } from 'node:crypto';
import type { Transaction } from '@trial/persistence';
import { unheardOf, type WorkItem } from '../domain/worklist/work-item.js';
import { WorkItems } from './work-item.table.js';

/** Where something is to be done; what concerns the whole trial is of no site and about nobody. */
export interface WorkAt {
  readonly trialId: string;
  readonly siteId: string;
  readonly participantId?: string;
}

/** The id of a thing to do, from what it is and what it is about: whoever hears of it twice means the same one. */
export function workId(thing: string, about: string): string {
  const hash = createHash('sha256').update(`${thing} ${about}`).digest('hex');
  // UUID version 8 (RFC 9562): the bits are ours.
  return [
    hash.slice(0, 8),
    hash.slice(8, 12),
    `8${hash.slice(13, 16)}`,
    `8${hash.slice(17, 20)}`,
    hash.slice(20, 32),
  ].join('-');
}

/** Applies each change to its item, known or not, one after the other in the order of their ids, so that two events never wait for each other. */
export async function changeWork(
  tx: Transaction,
  { trialId, siteId, participantId }: WorkAt,
  changes: ReadonlyMap<string, (item: WorkItem) => WorkItem>,
): Promise<void> {
  for (const [id, change] of [...changes].sort(([a], [b]) => (a < b ? -1 : 1)))
    await changeItem(tx, change(unheardOf({ id, trialId, siteId, participantId: participantId ?? null })), change);
}

async function changeItem(tx: Transaction, fresh: WorkItem, change: (item: WorkItem) => WorkItem): Promise<void> {
  const added = await tx.query(
    `insert into work_item (id, trial_id, site_id, participant_id, rule, what, trial_version, begun_at, due_at, visit_id,
                            visit_code, adverse_event_id, clock_id, ended_at, ended_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
     on conflict (id) do nothing returning 1 as added`,
    [
      ...[fresh.id, fresh.trialId, fresh.siteId, fresh.participantId, fresh.rule, fresh.what, fresh.trialVersion],
      ...[fresh.begunAt?.toString(), fresh.dueAt?.toString(), fresh.visitId, fresh.visitCode, fresh.adverseEventId],
      ...[fresh.clockId, fresh.endedAt?.toString(), fresh.endedBy],
    ],
  );
  if (added.length > 0) return;
  const known = await tx
    .rows(WorkItems)
    .findOneOrFail({ where: { id: fresh.id }, lock: { mode: 'pessimistic_write' } });
  const next = change(known);
  if (next !== known) await tx.rows(WorkItems).update({ id: known.id }, next);
}
