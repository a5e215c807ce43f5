import { EntitySchema } from 'typeorm';
import type { TrialId } from '@trial/kernel';
import { instantColumn, primaryIdentifier, text, words } from '@trial/persistence';
import type { Pause } from '../../domain/pause.js';

/** A signed pause of the whole trial, written once. */
export interface SignedPause extends Omit<Pause, 'liftedAt'> {
  readonly trialId: TrialId;
  readonly role: string;
  readonly organisation: string;
  readonly reason: string;
  readonly toldToSites: string;
  readonly proposalIds: readonly string[];
}

export const Pauses = new EntitySchema<SignedPause>({
  name: 'randomisation_pause',
  columns: {
    id: primaryIdentifier(),
    trialId: text('trial_id'),
    pausedBy: text('paused_by'),
    role: text('role'),
    organisation: text('organisation'),
    reason: text('reason'),
    toldToSites: text('told_to_sites'),
    proposalIds: words('proposal_ids'),
    pausedAt: instantColumn('paused_at'),
  },
});
