import { EntitySchema } from 'typeorm';
import { identifier, instantColumn, primaryIdentifier, text, whole } from '@trial/persistence';
import type { Instant } from '@trial/kernel';

/** Why participation ended. */
export type EndOfParticipation = 'completed' | 'withdrawn' | 'lost' | 'died';

/** What scheduling knows of a participant, from events that may arrive in any order: what is not known yet is null. */
export interface Participant {
  /** The participant's own id. */
  readonly id: string;
  readonly trialId: string;
  readonly siteId: string;
  /** The same id again, for row-level security. */
  readonly participantId: string;
  /** The version consented to; the visit plan goes by it. */
  readonly trialVersion: number | null;
  /** The first injection. */
  readonly anchorAt: Instant | null;
  /** The site's zone. */
  readonly zone: string | null;
  /** What people see instead of the id; null for those treated before it was kept. */
  readonly participantCode: string | null;
  readonly endedAs: EndOfParticipation | null;
  readonly endedAt: Instant | null;
}

export const Participants = new EntitySchema<Participant>({
  name: 'participant',
  columns: {
    id: primaryIdentifier(),
    trialId: text('trial_id'),
    siteId: text('site_id'),
    participantId: identifier('participant_id'),
    trialVersion: whole('trial_version', { nullable: true }),
    anchorAt: instantColumn('anchor_at', { nullable: true }),
    zone: text('zone', { nullable: true }),
    participantCode: text('participant_code', { nullable: true }),
    endedAs: text('ended_as', { nullable: true }),
    endedAt: instantColumn('ended_at', { nullable: true }),
  },
});
