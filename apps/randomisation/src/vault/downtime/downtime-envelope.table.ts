import { EntitySchema } from 'typeorm';
import type { SiteId, TrialId } from '@trial/kernel';
import { identifier, text, whole } from '@trial/persistence';

/** An envelope as the pharmacy keeps it. Its code lies nowhere: whether a code is the right one, only opening shows. */
export interface DowntimeEnvelope {
  readonly packId: string;
  readonly envelope: number;
  readonly trialId: TrialId;
  readonly siteId: SiteId;
  readonly salt: Buffer;
  readonly sealed: Buffer;
}

export const DowntimeEnvelopes = new EntitySchema<DowntimeEnvelope>({
  name: 'downtime_envelope',
  columns: {
    packId: identifier('pack_id', { primary: true }),
    envelope: whole('envelope', { primary: true }),
    trialId: text('trial_id'),
    siteId: text('site_id'),
    salt: { type: 'bytea', name: 'salt' },
    sealed: { type: 'bytea', name: 'sealed' },
  },
});
