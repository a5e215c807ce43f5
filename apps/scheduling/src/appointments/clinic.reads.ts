import { civilDate, endOfDay, instant, startOfDay, type Instant } from '@trial/kernel';
import type { Transaction } from '@trial/persistence';
import type { Trials } from '@trial/trial-configuration';
import type { Clinic, Slot } from '../domain/appointments/clinic.js';
import type { StoredVisit } from '../visits/visit.table.js';

/** Where a place is taken, and on whose clock. */
export type AtSite = Pick<StoredVisit, 'trialId' | 'siteId' | 'zone'>;

/**
 * The clinic a site works by now, whatever version its participants are held to: rooms and holidays belong to the
 * site. Undefined where the trial file says nothing. `Rejection('trial-not-active-at-site')`.
 */
export const clinicOf = (trials: Trials, { trialId, siteId }: AtSite, now: Instant): Clinic | undefined =>
  trials.inForce(trialId, siteId, now).sites.find(({ code }) => code === siteId)?.clinic;

/**
 * Lets one transaction after the other take a place at a site on a day, until this one ends. Whoever holds a lock on a
 * visit may wait here; nobody who waits for a visit holds this lock.
 */
export async function lockDay(tx: Transaction, { trialId, siteId }: AtSite, { on }: Slot): Promise<void> {
  await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [
    `clinic ${trialId} ${siteId} ${on.toString()}`,
  ]);
}

/**
 * The moments of the civil days from one instant to another at which a place at the site is taken: appointments that
 * stand, and visits that took place; not one of which no time of day is known. `except` is a visit that takes none of its own way.
 */
export async function takenAt(
  tx: Transaction,
  { trialId, siteId, zone }: AtSite,
  { from, until, except }: { readonly from: Instant; readonly until: Instant; readonly except: string },
): Promise<readonly Instant[]> {
  const rows = await tx.query<{ at: string }>(
    `select to_json(coalesce(occurred_at, planned_for)) #>> '{}' as at
       from visit
      where trial_id = $1 and site_id = $2 and id <> $3 and state in ('planned', 'done') and occurred_on is null
        and coalesce(occurred_at, planned_for) >= $4 and coalesce(occurred_at, planned_for) < $5`,
    [
      trialId,
      siteId,
      except,
      startOfDay(civilDate(from, zone), zone).toString(),
      endOfDay(civilDate(until, zone), zone).toString(),
    ],
  );
  return rows.map(({ at }) => instant(at));
}
