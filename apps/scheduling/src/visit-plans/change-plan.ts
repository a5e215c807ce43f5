import { visitCancelled, visitMoved, visitPlanned, visitRescheduled, type DataOf } from '@trial/contracts';
import { isAfter, type Instant } from '@trial/kernel';
import { publish } from '@trial/messaging';
import type { Transaction } from '@trial/persistence';
import { deriveDeviation } from '../deviations/derive-deviation.js';
import type { PlannedVisit } from '../domain/visit-plan.js';
import { cancelVisit, isSetAsideByPlan, planVisit } from '../domain/visit.js';
import { moveBells, rings, rungFor, setFirstBell, silence } from '../visit-windows/bells.js';
import { storeVisit } from '../visits/change-visit.js';
import { visitFactsOf, windowFactsOf, written } from '../visits/visit-facts.js';
import { Visits, type StoredVisit } from '../visits/visit.table.js';
import { alignWork } from '../worklist/align-work.js';
import { notePlanChange } from './note-plan-change.js';

export type Because = DataOf<typeof visitMoved>['because'];

/** What the plan of a participant is made of. */
export type Basis = Pick<StoredVisit, 'participantId' | 'trialId' | 'siteId' | 'trialVersion' | 'anchorAt'>;

/** A visit of the plan becomes one of the participant. */
export async function addVisit(
  tx: Transaction,
  planned: PlannedVisit,
  basis: Basis,
  because: Because,
  plannedFor: Instant | null = null,
): Promise<void> {
  const { participantId, ...rest } = basis;
  const visit: StoredVisit = { ...planVisit(tx.newId(), participantId, planned), ...rest, plannedFor, version: 1 };
  await tx.rows(Visits).insert(visit);
  await notePlanChange(tx, null, visit, because);
  setFirstBell(tx, visit);
  if (!rings(visit)) return;
  publish(tx, visitPlanned, { ...visitFactsOf(visit), ...windowFactsOf(visit) });
  if (plannedFor) publish(tx, visitRescheduled, { ...visitFactsOf(visit), plannedFor: written(plannedFor) });
}

/**
 * The visit is set aside and planned anew: its window had closed before it was the right one. An appointment that can
 * still be kept goes over.
 */
export async function renewVisit(
  tx: Transaction,
  from: StoredVisit,
  to: PlannedVisit,
  basis: Basis,
  because: Because,
): Promise<void> {
  await dropVisit(tx, from, 'planned-anew');
  const { plannedFor } = from;
  await addVisit(tx, to, basis, because, plannedFor && isAfter(plannedFor, tx.now) ? plannedFor : null);
}

/**
 * A window moves. Once it has opened, the visit stays with the version it opened under: its forms were handed out by it.
 * A window that begins to count by the clock is news of a plan; one that did already has moved.
 *
 * @param hasLeft whether participation ended: then no window opens any more.
 */
export async function moveVisit(
  tx: Transaction,
  from: StoredVisit,
  to: StoredVisit,
  because: Because,
  hasLeft: boolean,
): Promise<void> {
  const rung = await rungFor(tx, from.id);
  const trialVersion = rung.opens ? from.trialVersion : to.trialVersion;
  const visit = { ...to, trialVersion, version: from.version + 1 };
  const { id, participantId, ...change } = visit;
  await tx.rows(Visits).update({ id, participantId }, change);
  await notePlanChange(tx, from, visit, because);
  await moveBells(tx, visit, rung, { opens: !hasLeft || visit.phase === 'early-termination' });
  await alignWork(tx, visit.id);
  // Of treatment it is derived with its attendance, which may have moved as well.
  if (visit.state !== 'planned' && visit.phase !== 'treatment') await deriveDeviation(tx, visit);
  // Of a visit somebody said does not apply: it may take place after all, and its forms come back.
  const isExcluded = visit.state === 'not-applicable' && !isSetAsideByPlan(visit);
  if (!rings(visit) && !isExcluded) return;
  const facts = { ...visitFactsOf(visit), ...windowFactsOf(visit) };
  if (rings(from) || isExcluded) publish(tx, visitMoved, { ...facts, because });
  else publish(tx, visitPlanned, facts);
}

/** A visit that was planned will not take place. */
export async function dropVisit(
  tx: Transaction,
  planned: StoredVisit,
  because: DataOf<typeof visitCancelled>['because'],
): Promise<void> {
  const visit = await storeVisit(tx, planned, cancelVisit(planned, because));
  await notePlanChange(tx, planned, null, because);
  await silence(tx, visit);
  publish(tx, visitCancelled, { ...visitFactsOf(visit), because });
}
