import { EntitySchema } from 'typeorm';
import type { Instant, ParticipantId, SiteId, TrialId } from '@trial/kernel';
import { identifier, instantColumn, text, whole } from '@trial/persistence';

/** When a participant was treated, as far as it was heard: the same of everybody, whatever they received. */
export interface KnownTreatment {
  readonly participantId: ParticipantId;
  readonly trialId: TrialId;
  readonly siteId: SiteId;
  readonly treatedAt: Instant;
  /** How often the time was corrected, so that an older word of it changes nothing. */
  readonly correction: number;
}

export const Treatments = new EntitySchema<KnownTreatment>({
  name: 'treatment',
  columns: {
    participantId: identifier('participant_id', { primary: true }),
    trialId: text('trial_id'),
    siteId: text('site_id'),
    treatedAt: instantColumn('treated_at'),
    correction: whole('correction'),
  },
});
