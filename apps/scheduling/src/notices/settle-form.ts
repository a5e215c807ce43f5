import type { Transaction } from '@trial/persistence';
import type { Trials } from '@trial/trial-configuration';
import { stopNotices } from './stop-notices.js';
import { visitsToRemindOf } from './visits-to-remind-of.js';

interface SettledForm {
  readonly trialId: string;
  readonly siteId: string;
  readonly participantId: string;
  readonly assignmentId: string;
  readonly visitId: string;
  readonly assessment: string;
}

/**
 * A form was answered, or will not be: it is remembered, and nobody is reminded of the forms of its visit once none is left
 * (S14).
 */
export async function settleForm(tx: Transaction, trials: Trials, form: SettledForm): Promise<void> {
  const { assignmentId, trialId, siteId, participantId, visitId, assessment } = form;
  await tx.query(
    `insert into settled_form (id, trial_id, site_id, participant_id, visit_id, assessment)
     values ($1, $2, $3, $4, $5, $6) on conflict do nothing`,
    [assignmentId, trialId, siteId, participantId, visitId, assessment],
  );
  // Two forms settled at once would each see the other open: the visit is looked at by one at a time.
  await tx.query('select 1 from visit where id = $1 for update', [visitId]);
  const [visit] = await visitsToRemindOf(tx, trials, { by: 'id', id: visitId });
  if (visit && !visit.owesForms) await stopNotices(tx, { visitId, about: ['forms'] }, 'forms-settled');
}
