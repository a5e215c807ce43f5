import { civilDate, comparePlainDates, instant, Rejection, type ParticipantId } from '@trial/kernel';
import type { Transaction } from '@trial/persistence';
import { earliestTreatmentOn, sentinelRule, type TrialConfiguration } from '@trial/trial-configuration';

/**
 * `Rejection('sentinel-too-soon')` with the first day on which this participant may be treated. Everybody else counts, of
 * either arm and of every site. Somebody for whom a product is ready may be treated any moment, so they count as treated now:
 * of two that are prepared at once, the second finds the first. A further session of somebody is kept apart from nobody.
 * @param tx holds the lock of the stock
 */
export async function refuseTooSoon(
  tx: Transaction,
  trial: TrialConfiguration,
  participantId: ParticipantId,
): Promise<void> {
  const known = await tx.query<{ participantId: ParticipantId; treatedAt: Date | null }>(
    'select participant_id as "participantId", treated_at as "treatedAt" from treatments_of_trial()',
  );
  if (known.some((each) => each.participantId === participantId)) return;
  const earliest = earliestTreatmentOn(
    trial,
    known.map(({ treatedAt }) => (treatedAt ? instant(treatedAt.toISOString()) : tx.now)),
  );
  if (earliest === null || comparePlainDates(civilDate(tx.now, trial.reporting.zone), earliest) >= 0) return;
  throw new Rejection('sentinel-too-soon', {
    rule: `${sentinelRule(trial, earliest)}; a product that is ready counts as given today`,
    earliestOn: earliest.toString(),
  });
}
