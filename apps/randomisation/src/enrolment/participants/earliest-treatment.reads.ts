import type { AtParticipant, ParticipantView } from '@trial/contracts';
import { instant } from '@trial/kernel';
import type { Transaction } from '@trial/persistence';
import { earliestTreatmentOn, type Trials } from '@trial/trial-configuration';
import { participantView } from './participant.reads.js';

/**
 * One participant, and while they wait for treatment the first day the distance between the first participants leaves them:
 * a day and nothing else of who was treated, at whatever site. `Rejection('participant-unknown')`.
 */
export async function participantWithEarliestDay(
  tx: Transaction,
  trials: Trials,
  request: AtParticipant,
): Promise<ParticipantView> {
  const view = await participantView(tx, request);
  const { trialVersion, siteId, randomisedAt, treatedAt, treatmentRuledOutAt, endedAt } = view;
  if (trialVersion === undefined || !randomisedAt || treatedAt || treatmentRuledOutAt || endedAt) return view;
  const trial = trials.goneBy(request.trialId, siteId, trialVersion, tx.now);
  if (!trial.stopping.sentinel) return view;
  const earliest = earliestTreatmentOn(trial, await treatmentsOf(tx, trials, request.trialId));
  return earliest === null ? view : Object.assign(view, { earliestTreatmentOn: earliest.toString() });
}

async function treatmentsOf(tx: Transaction, trials: Trials, trialId: string) {
  const sites = trials.sitesOf(trialId);
  const rows = await tx.as({ ...tx.context, sites }, (all) =>
    all.query<{ treatedAt: Date }>(
      'select treated_at as "treatedAt" from participant where trial_id = $1 and treated_at is not null',
      [trialId],
    ),
  );
  return rows.map(({ treatedAt }) => instant(treatedAt.toISOString()));
}
