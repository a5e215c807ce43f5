import { civilDate, comparePlainDates, instant, Rejection, type ParticipantId } from '@trial/kernel';
import type { Transaction } from '@trial/persistence';
import { earliestTreatmentOn, sentinelRule, type TrialConfiguration } from '@trial/trial-configuration';

/** Why somebody may not be treated today. */
export interface TooSoon {
  readonly rule: string;
  /** The first civil day of the sponsor on which they may. */
  readonly earliestOn: string;
}

/**
 * `Rejection('sentinel-too-soon')` with the first day on which this participant may be treated. Somebody for whom a product is
 * ready may be treated any moment, so they count as treated now: of two that are prepared at once, the second finds the first.
 * @param tx holds the lock of the stock
 */
export async function refuseTooSoon(
  tx: Transaction,
  trial: TrialConfiguration,
  participantId: ParticipantId,
): Promise<void> {
  const tooSoon = await tooSoonToday(tx, trial, participantId, 'ready-counts');
  if (!tooSoon) return;
  const { rule, earliestOn } = tooSoon;
  throw new Rejection('sentinel-too-soon', {
    rule: `${rule}; a product that is ready counts as given today`,
    earliestOn,
  });
}

/**
 * Whether the distance between the first participants keeps this one from treatment today. Everybody else counts, of either arm
 * and of every site. A further session of somebody is kept apart from nobody.
 */
export async function tooSoonToday(
  tx: Transaction,
  trial: TrialConfiguration,
  participantId: ParticipantId,
  others: 'ready-counts' | 'treated-only',
): Promise<TooSoon | undefined> {
  const known = await tx.query<{ participantId: ParticipantId; treatedAt: Date | null }>(
    'select participant_id as "participantId", treated_at as "treatedAt" from treatments_of_trial()',
  );
  const isSelf = (each: (typeof known)[number]) => each.participantId === participantId;
  if (known.some((each) => isSelf(each) && each.treatedAt)) return undefined;
  const before = known.filter((each) => !isSelf(each) && (each.treatedAt !== null || others === 'ready-counts'));
  const earliest = earliestTreatmentOn(
    trial,
    before.map(({ treatedAt }) => (treatedAt ? instant(treatedAt.toISOString()) : tx.now)),
  );
  if (earliest === null || comparePlainDates(civilDate(tx.now, trial.reporting.zone), earliest) >= 0) return undefined;
  return { rule: sentinelRule(trial, earliest), earliestOn: earliest.toString() };
}
