import { EntitySchema } from 'typeorm';
import type { Instant, PersonId, TrialId } from '@trial/kernel';
import { instantColumn, primaryIdentifier, text } from '@trial/persistence';

/** That the list of a trial was opened, once, by whom and why (UB1). */
export interface TrialUnblinding {
  readonly id: string;
  readonly trialId: TrialId;
  readonly unblindedBy: PersonId;
  readonly role: string;
  readonly organisation: string;
  readonly reason: string;
  readonly unblindedAt: Instant;
}

export const TrialUnblindings = new EntitySchema<TrialUnblinding>({
  name: 'trial_unblinding',
  columns: {
    id: primaryIdentifier(),
    trialId: text('trial_id'),
    unblindedBy: text('unblinded_by'),
    role: text('role'),
    organisation: text('organisation'),
    reason: text('reason'),
    unblindedAt: instantColumn('unblinded_at'),
  },
});
