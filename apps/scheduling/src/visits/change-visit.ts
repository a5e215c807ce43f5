import { Rejection } from '@trial/kernel';
import type { Transaction } from '@trial/persistence';
import type { Visit } from '../domain/visit.js';
import { settleNotices } from '../notices/stop-notices.js';
import { Visits, type StoredVisit } from './visit.table.js';

interface VisitPlace {
  readonly participantId: string;
  readonly visitId: string;
}

/** The visit, locked until the transaction ends; `Rejection('visit-unknown')` when the caller may not see one. */
export async function lockVisit(tx: Transaction, { participantId, visitId }: VisitPlace): Promise<StoredVisit> {
  const visit = await tx
    .rows(Visits)
    .findOne({ where: { id: visitId, participantId }, lock: { mode: 'pessimistic_write' } });
  if (!visit) throw new Rejection('visit-unknown', { field: 'visitId' });
  return visit;
}

/** Stores what became of a visit as its next version. Window and anchor stay: no command of a person moves them. */
export async function storeVisit(tx: Transaction, before: StoredVisit, after: Visit): Promise<StoredVisit> {
  const { state, plannedFor, occurredAt, reason } = after;
  const change = { state, plannedFor, occurredAt, reason, version: before.version + 1 };
  await tx.rows(Visits).update({ id: before.id }, change);
  await settleNotices(tx, before.id, state);
  return { ...before, ...change };
}
