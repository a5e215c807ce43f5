import type { Transaction } from '@trial/persistence';
import type { Randomisation } from './randomisation.table.js';

/** Leaves with what is asked next, and nobody waits for it: the list is held for as few round trips as can be. */
export function storeRandomisation(
  tx: Transaction,
  { stratification, randomisedAt, ...randomisation }: Randomisation,
): void {
  tx.write(
    `insert into randomisation
       (id, trial_id, site_id, participant_id, trial_version, stratum, stratification, randomised_by, randomised_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      randomisation.id,
      randomisation.trialId,
      randomisation.siteId,
      randomisation.participantId,
      randomisation.trialVersion,
      randomisation.stratum,
      JSON.stringify(stratification),
      randomisation.randomisedBy,
      randomisedAt.toString(),
    ],
  );
}
