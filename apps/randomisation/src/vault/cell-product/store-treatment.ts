import type { DataOf, treatmentCorrected } from '@trial/contracts';
import type { Transaction } from '@trial/persistence';

type Told = Pick<DataOf<typeof treatmentCorrected>, 'participantId' | 'trialId' | 'siteId' | 'anchorAt' | 'correction'>;

/** Remembers when somebody was treated; the highest correction counts, in whatever order they are heard. */
export function storeTreatment(tx: Transaction, { participantId, trialId, siteId, anchorAt, correction }: Told): void {
  tx.write(
    `insert into treatment (participant_id, trial_id, site_id, treated_at, correction) values ($1, $2, $3, $4, $5)
     on conflict (participant_id) do update set treated_at = excluded.treated_at, correction = excluded.correction
       where treatment.correction < excluded.correction`,
    [participantId, trialId, siteId, anchorAt, correction],
  );
}
