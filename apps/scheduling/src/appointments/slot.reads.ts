import { keyAfter, pageOf, pageSize, type FindSlots, type FreeSlot, type SlotPage } from '@trial/contracts';
import { civilDate, isAfter, Rejection, type Instant, type TimeZone } from '@trial/kernel';
import type { Transaction } from '@trial/persistence';
import type { Trials } from '@trial/trial-configuration';
import { placesFree, slotsBetween } from '../domain/appointments/clinic.js';
import { closedFrom } from '../domain/visit-window.js';
import { written } from '../visits/visit-facts.js';
import { Visits } from '../visits/visit.table.js';
import { warningsOf } from './appointment-view.js';
import { clinicOf, takenAt } from './clinic.reads.js';

/**
 * Slots with a free place from now to the end of the window of a visit. Nothing is held: whoever takes one may find it
 * taken. `Rejection`: `visit-unknown`, `visit-already-settled`, `cursor-not-readable`, `trial-not-active-at-site`.
 */
export async function freeSlots(tx: Transaction, trials: Trials, request: FindSlots): Promise<SlotPage> {
  const { visitId, participantId } = request;
  const visit = await tx.rows(Visits).findOneBy({ id: visitId, participantId });
  if (!visit) throw new Rejection('visit-unknown', { field: 'visitId' });
  if (visit.state !== 'planned') throw new Rejection('visit-already-settled', { rule: `the visit is ${visit.state}` });

  const clinic = clinicOf(trials, visit, tx.now);
  const from = isAfter(tx.now, visit.opensAt) ? tx.now : visit.opensAt;
  const until = closedFrom(visit).subtract({ milliseconds: 1 });
  const answer = { anyMoment: clinic === undefined, warnings: warningsOf(clinic, visit) };
  const after = keyAfter(request.cursor);
  if (!clinic || isAfter(from, until)) return { items: [], ...answer };

  const taken = byDay(await takenAt(tx, visit, { from, until, except: visit.id }), visit.zone);
  const key = keyOf(request.order === 'nearest' ? visit.targetAt : undefined);
  const free = slotsBetween(clinic, from, until, visit.zone)
    .map((slot): FreeSlot => {
      const places = placesFree(clinic, slot, taken.get(slot.on.toString()) ?? []);
      return { startsAt: written(slot.startsAt), endsAt: written(slot.endsAt), places };
    })
    .filter(({ places }) => places > 0)
    .map((slot) => ({ slot, key: key(slot) }))
    .filter((each) => each.key > after)
    .sort((a, b) => (a.key < b.key ? -1 : 1));
  const limit = pageSize(request);
  const { items, ...rest } = pageOf(free.slice(0, limit + 1), limit, (each) => each.key);
  return { items: items.map(({ slot }) => slot), ...rest, ...answer };
}

/** Text that sorts as the slots are to be listed: by time, or by the distance of their start from the target. */
const keyOf =
  (target: Instant | undefined) =>
  ({ startsAt }: FreeSlot): string => {
    if (target === undefined) return startsAt;
    const distance = Math.abs(Date.parse(startsAt) - target.epochMilliseconds);
    return `${String(distance).padStart(15, '0')} ${startsAt}`;
  };

function byDay(moments: readonly Instant[], zone: TimeZone): ReadonlyMap<string, readonly Instant[]> {
  const days = new Map<string, Instant[]>();
  for (const at of moments) {
    const on = civilDate(at, zone).toString();
    days.set(on, [...(days.get(on) ?? []), at]);
  }
  return days;
}
