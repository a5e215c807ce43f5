import type { Instant } from '@trial/kernel';
import { identifier, instantColumn, primaryIdentifier, text } from '@trial/persistence';
import { EntitySchema } from 'typeorm';

/** What the work list knows of a participant, from events that may arrive in any order. */
export interface WorkParticipant {
  readonly id: string;
  readonly trialId: string;
  readonly siteId: string;
  /** The same id again, for row-level security. */
  readonly participantId: string;
  /** What people call them. */
  readonly code: string | null;
  readonly endedAt: Instant | null;
}

export const WorkParticipants = new EntitySchema<WorkParticipant>({
  name: 'work_participant',
  columns: {
    id: primaryIdentifier(),
    trialId: text('trial_id'),
    siteId: text('site_id'),
    participantId: identifier('participant_id'),
    code: text('code', { nullable: true }),
    endedAt: instantColumn('ended_at', { nullable: true }),
  },
});
