import { visitCancelled, visitDone, visitMissed, type EventContract } from '@trial/contracts';
import { Rejection } from '@trial/kernel';
import type { Transaction } from '@trial/persistence';
import type { Moments, Visit, VisitState } from '../domain/visit.js';
import { Participants } from '../participants/participant.table.js';
import { settleNotices } from '../notices/stop-notices.js';
import { settleWork } from '../worklist/settle-work.js';
import { visitFactsOf } from './visit-facts.js';
import { Visits, type StoredVisit } from './visit.table.js';

interface VisitPlace {
  readonly participantId: string;
  readonly visitId: string;
}

/**
 * The visit, locked until the transaction ends; `Rejection('visit-unknown')` when the caller may not see one. The
 * participant is locked before it, as by everything that plans, so that nobody waits for each other.
 */
export async function lockVisit(tx: Transaction, { participantId, visitId }: VisitPlace): Promise<StoredVisit> {
  await tx.query('select id from participant where id = $1 for update', [participantId]);
  const visit = await tx
    .rows(Visits)
    .findOne({ where: { id: visitId, participantId }, lock: { mode: 'pessimistic_write' } });
  if (!visit) throw new Rejection('visit-unknown', { field: 'visitId' });
  return visit;
}

/** What an attendance of the visit is held against: consent and day 0 of the participant. */
export async function momentsOf(tx: Transaction, { participantId, anchorAt }: StoredVisit): Promise<Moments> {
  const participant = await tx.rows(Participants).findOneBy({ id: participantId });
  return { consentedAt: participant?.consentedAt ?? null, anchorAt, now: tx.now };
}

/**
 * Stores what became of a visit as its next version; once settled it is on no work list. Window and anchor stay: no command
 * of a person moves them.
 */
export async function storeVisit(tx: Transaction, before: StoredVisit, after: Visit): Promise<StoredVisit> {
  const { state, plannedFor, occurredAt, occurredOn, reason } = after;
  const change = { state, plannedFor, occurredAt, occurredOn, reason, version: before.version + 1 };
  await tx.rows(Visits).update({ id: before.id }, change);
  await settleNotices(tx, before.id, state);
  const visit = { ...before, ...change };
  const settledBy = SETTLED_BY[state];
  if (settledBy) await settleWork(tx, settledBy, visitFactsOf(visit), tx.now);
  return visit;
}

/** What is said of a visit that nobody has to do any more. */
const SETTLED_BY: Partial<Record<VisitState, EventContract>> = {
  done: visitDone,
  missed: visitMissed,
  cancelled: visitCancelled,
  'not-applicable': visitCancelled,
};
