import { EntitySchema } from 'typeorm';
import type { Instant, ParticipantId, SiteId, TrialId } from '@trial/kernel';
import { identifier, instantColumn, text } from '@trial/persistence';

/** That nothing more is given to a participant: all the vault keeps of how they left. */
export interface ParticipationEnd {
  readonly participantId: ParticipantId;
  readonly trialId: TrialId;
  readonly siteId: SiteId;
  readonly endedAt: Instant;
}

export const ParticipationEnds = new EntitySchema<ParticipationEnd>({
  name: 'participation_end',
  columns: {
    participantId: identifier('participant_id', { primary: true }),
    trialId: text('trial_id'),
    siteId: text('site_id'),
    endedAt: instantColumn('ended_at'),
  },
});
