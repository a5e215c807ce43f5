import { civilDate, comparePlainDates, instant, Rejection, type Instant, type ParticipantId } from '@trial/kernel';
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
  const tooSoon = await tooSoonToday(tx, trial, participantId, 'label');
  if (tooSoon) throw new Rejection('sentinel-too-soon', { ...tooSoon });
}

/**
 * Whether the distance between the first participants keeps this one from treatment today. Everybody else counts, of either arm
 * and of every site: whoever was treated, and whoever perhaps was and nobody has told yet. A further session of somebody is kept
 * apart from nobody.
 * @param before what is about to happen: a thaw does not wait for labels, or of two that are out neither could be thawed
 * @param tx holds the lock of the stock
 */
export async function tooSoonToday(
  tx: Transaction,
  trial: TrialConfiguration,
  participantId: ParticipantId,
  before: keyof typeof COUNTS,
): Promise<TooSoon | undefined> {
  const known = await tx.query<{ participantId: ParticipantId; treatedAt: Date | null; perhapsAt: Date | null }>(
    'select participant_id as "participantId", treated_at as "treatedAt", perhaps_at as "perhapsAt" from treatments_of_trial()',
  );
  const isSelf = (each: (typeof known)[number]) => each.participantId === participantId;
  if (known.some((each) => isSelf(each) && each.treatedAt)) return undefined;
  const others = known.filter((each) => !isSelf(each));
  const perhaps = others.flatMap(({ treatedAt, perhapsAt }) => {
    if (treatedAt) return [];
    if (perhapsAt) return [asInstant(perhapsAt)];
    return before === 'label' ? [tx.now] : [];
  });
  const treated = others.flatMap(({ treatedAt }) => (treatedAt ? [asInstant(treatedAt)] : []));
  const earliest = earliestTreatmentOn(trial, treated, perhaps);
  if (earliest === null || comparePlainDates(civilDate(tx.now, trial.reporting.zone), earliest) >= 0) return undefined;
  return { rule: `${sentinelRule(trial, earliest)}; ${COUNTS[before]}`, earliestOn: earliest.toString() };
}

const COUNTS = {
  label: 'a product that is ready counts as given today',
  thaw: 'a product that is thawed counts as given then',
};

const asInstant = (at: Date): Instant => instant(at.toISOString());
