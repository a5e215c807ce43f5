import { arm, disarm } from '@trial/deadlines';
import type { Transaction } from '@trial/persistence';
import { closedFrom } from '../domain/visit-window.js';
import type { StoredVisit } from '../visits/visit.table.js';
import { visitWindowCloses, visitWindowOpens } from './visit-window.deadline.js';

/**
 * Whether the window of a visit opens and closes by the clock. A provisional one does not, except that forms of before
 * treatment can be answered from consent on; and what was cancelled or does not apply never does.
 */
export const rings = ({ provisional, phase, state }: StoredVisit): boolean =>
  state !== 'cancelled' && state !== 'not-applicable' && (!provisional || phase === 'before-treatment');

/** The bell of a visit that was planned just now. */
export function setFirstBell(tx: Transaction, visit: StoredVisit): void {
  if (rings(visit)) arm(tx, visitWindowOpens, placeOf(visit), visit.opensAt);
}

/** Moves the bells of a visit to where its window is now. What has rung already does not ring again. */
export async function moveBells(tx: Transaction, visit: StoredVisit): Promise<void> {
  if (!rings(visit)) return silence(tx, visit);
  const rung = await rungFor(tx, visit.id);
  if (!rung.has(visitWindowOpens.name)) arm(tx, visitWindowOpens, placeOf(visit), visit.opensAt);
  else if (!rung.has(visitWindowCloses.name)) setClosingBell(tx, visit);
}

/** A window that is still provisional does not close by the clock: nobody knows yet on which day it ends. */
export function setClosingBell(tx: Transaction, visit: StoredVisit): void {
  if (!visit.provisional) arm(tx, visitWindowCloses, placeOf(visit), closedFrom(visit));
}

/** Takes both bells away. */
export async function silence(tx: Transaction, visit: StoredVisit): Promise<void> {
  await disarm(tx, visitWindowOpens, placeOf(visit));
  await disarm(tx, visitWindowCloses, placeOf(visit));
}

export const placeOf = ({ id: visitId, trialId, siteId }: StoredVisit) => ({ trialId, siteId, visitId });

async function rungFor(tx: Transaction, visitId: string): Promise<ReadonlySet<string>> {
  const fired = await tx.query<{ name: string }>(
    `select name from deadline where name = any($1) and key = $2 and status = 'fired'`,
    [[visitWindowOpens.name, visitWindowCloses.name], visitId],
  );
  return new Set(fired.map(({ name }) => name));
}
