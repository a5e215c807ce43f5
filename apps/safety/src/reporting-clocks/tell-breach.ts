import { clockBreached } from '@trial/contracts';
import { publish } from '@trial/messaging';
import type { Transaction } from '@trial/persistence';
import type { ReportingClock } from '../domain/reporting-clock.js';
import { placedAt, type Placed } from '../placement/placed.js';
import { ClockBreaches } from './clock-breach.table.js';
import { clockFactsOf } from './clock-facts.js';

/** Tells that a clock was not answered in time: once for each clock. */
export async function tellBreach(tx: Transaction, clock: Placed<ReportingClock>): Promise<void> {
  if (await tx.rows(ClockBreaches).existsBy({ clockId: clock.id })) return;
  await tx.rows(ClockBreaches).insert(placedAt(clock, { clockId: clock.id, toldAt: tx.now }));
  publish(tx, clockBreached, clockFactsOf(clock));
}
