import { EntitySchema } from 'typeorm';
import type { Instant, ParticipantId, SiteId, TrialId } from '@trial/kernel';
import { instantColumn, primaryIdentifier, text } from '@trial/persistence';

/** What forms need to know of a participant: where, and whether participation ended. */
export interface Participant {
  readonly id: ParticipantId;
  readonly trialId: TrialId;
  readonly siteId: SiteId;
  readonly endedAt: Instant | null;
}

export const Participants = new EntitySchema<Participant>({
  name: 'participant',
  columns: {
    id: primaryIdentifier(),
    trialId: text('trial_id'),
    siteId: text('site_id'),
    endedAt: instantColumn('ended_at', { nullable: true }),
  },
});
