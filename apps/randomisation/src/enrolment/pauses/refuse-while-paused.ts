import { Rejection, type Instant } from '@trial/kernel';
import type { Transaction } from '@trial/persistence';

/**
 * Asked behind the lock of the list, where no pause can be under way. Whoever asked while a pause stood and waited until it was
 * lifted is refused too: by the record they would have been randomised during the pause. `Rejection('randomisation-paused')`.
 */
export async function refuseWhilePaused(tx: Transaction, trialId: string, at: Instant): Promise<void> {
  const [answer] = await tx.query<{ paused: boolean }>(
    `select exists (select from randomisation_pause pause
       where pause.trial_id = $1
         and not exists (select from randomisation_pause_lift lift
           where lift.pause_id = pause.id and lift.lifted_at <= $2)) as paused`,
    [trialId, at.toString()],
  );
  if (answer?.paused)
    throw new Rejection('randomisation-paused', {
      rule: 'what sites are told about it stands in the state of randomisation; repeat when it goes on',
    });
}
