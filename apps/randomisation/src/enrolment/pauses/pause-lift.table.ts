import { EntitySchema } from 'typeorm';
import type { Instant, PersonId, TrialId } from '@trial/kernel';
import { instantColumn, primaryIdentifier, text } from '@trial/persistence';
import type { PauseId } from '../../domain/pause.js';

/** That a pause is over: a signature of its own, written once. */
export interface PauseLift {
  readonly pauseId: PauseId;
  readonly trialId: TrialId;
  readonly reason: string;
  readonly liftedBy: PersonId;
  readonly role: string;
  readonly organisation: string;
  readonly liftedAt: Instant;
}

export const PauseLifts = new EntitySchema<PauseLift>({
  name: 'randomisation_pause_lift',
  columns: {
    pauseId: primaryIdentifier('pause_id'),
    trialId: text('trial_id'),
    reason: text('reason'),
    liftedBy: text('lifted_by'),
    role: text('role'),
    organisation: text('organisation'),
    liftedAt: instantColumn('lifted_at'),
  },
});
