import { arm, disarm } from '@trial/deadlines';
import type { Instant } from '@trial/kernel';
import type { Transaction } from '@trial/persistence';
import { closedFrom } from '../domain/visit-window.js';
import type { Visit } from '../domain/visit.js';
import type { StoredVisit } from '../visits/visit.table.js';
import { visitWindowCloses, visitWindowOpens } from './visit-window.deadline.js';

/** All of a visit that its bells depend on. */
type Ringing = Pick<Visit, 'provisional' | 'phase' | 'state' | 'opensAt' | 'closesAt' | 'unit'>;

/**
 * Whether the window of a visit opens and closes by the clock. A provisional one does not, except that forms of before
 * treatment can be answered from consent on; and what was cancelled or does not apply never does.
 */
export const rings = ({ provisional, phase, state }: Ringing): boolean =>
  state !== 'cancelled' && state !== 'not-applicable' && (!provisional || phase === 'before-treatment');

/** The bell of a visit that was planned just now. */
export function setFirstBell(tx: Transaction, visit: StoredVisit): void {
  if (rings(visit)) arm(tx, visitWindowOpens, placeOf(visit), visit.opensAt);
}

/** When the bells of a visit ring; null for one that does not, or has rung and does not ring again. */
export interface Bells {
  readonly opens: Instant | null;
  readonly closes: Instant | null;
}

/**
 * Where the bells of a visit are to be, from its window and from what has rung. The closing bell is set by the opening,
 * so that nothing closes before it opened; a window that is still provisional does not close by the clock, because
 * nobody knows yet on which day it ends.
 */
export function bellsOf(visit: Ringing, rung: Rung): Bells {
  if (!rings(visit) || rung.closes) return { opens: null, closes: null };
  if (!rung.opens) return { opens: visit.opensAt, closes: null };
  return { opens: null, closes: visit.provisional ? null : closedFrom(visit) };
}

/** Which bells of a visit have rung already. */
export interface Rung {
  readonly opens: boolean;
  readonly closes: boolean;
}

/** Moves the bells of a visit to where its window is now; one that may not open any more gets none. */
export async function moveBells(
  tx: Transaction,
  visit: StoredVisit,
  rung: Rung,
  may: { readonly opens: boolean },
): Promise<void> {
  const { opens, closes } = bellsOf(visit, rung);
  if (opens && may.opens) arm(tx, visitWindowOpens, placeOf(visit), opens);
  else await disarm(tx, visitWindowOpens, placeOf(visit));
  if (closes) arm(tx, visitWindowCloses, placeOf(visit), closes);
  else await disarm(tx, visitWindowCloses, placeOf(visit));
}

/** Sets the closing bell with the opening. */
export function setClosingBell(tx: Transaction, visit: StoredVisit): void {
  const { closes } = bellsOf(visit, { opens: true, closes: false });
  if (closes) arm(tx, visitWindowCloses, placeOf(visit), closes);
}

/** Closes a window that has opened, now: nothing will say on which day it ends. */
export async function closeNow(tx: Transaction, visit: StoredVisit): Promise<void> {
  const rung = await rungFor(tx, visit.id);
  if (rung.opens && !rung.closes) arm(tx, visitWindowCloses, placeOf(visit), tx.now);
}

/** Takes both bells away. */
export async function silence(tx: Transaction, visit: StoredVisit): Promise<void> {
  await disarm(tx, visitWindowOpens, placeOf(visit));
  await disarm(tx, visitWindowCloses, placeOf(visit));
}

export const placeOf = ({ id: visitId, trialId, siteId }: StoredVisit) => ({ trialId, siteId, visitId });

/** Which bells have rung, which none does meanwhile: a bell that rings right now is waited for. */
export async function rungFor(tx: Transaction, visitId: string): Promise<Rung> {
  const bells = await tx.query<{ name: string; status: string }>(
    // Locked, the opening first as it is when it rings: a bell that rings right now is waited for, and not set again.
    `select name, status from deadline where name = any($1) and key = $2 order by name desc for update`,
    [[visitWindowOpens.name, visitWindowCloses.name], visitId],
  );
  const names = new Set(bells.flatMap(({ name, status }) => (status === 'fired' ? [name] : [])));
  return { opens: names.has(visitWindowOpens.name), closes: names.has(visitWindowCloses.name) };
}
