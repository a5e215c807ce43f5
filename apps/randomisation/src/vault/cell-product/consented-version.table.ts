import { EntitySchema } from 'typeorm';
import type { ParticipantId, SiteId, TrialId } from '@trial/kernel';
import { identifier, text, whole } from '@trial/persistence';

/** The version of the trial a participant consented to last, as far as it was heard: all the vault keeps of consent. */
export interface ConsentedVersion {
  readonly participantId: ParticipantId;
  readonly trialId: TrialId;
  readonly siteId: SiteId;
  readonly trialVersion: number;
}

export const ConsentedVersions = new EntitySchema<ConsentedVersion>({
  name: 'consented_version',
  columns: {
    participantId: identifier('participant_id', { primary: true }),
    trialId: text('trial_id'),
    siteId: text('site_id'),
    trialVersion: whole('trial_version'),
  },
});
