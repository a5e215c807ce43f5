import { EntitySchema } from 'typeorm';
import type { Instant, ParticipantId, SiteId, TimeZone, TrialId } from '@trial/kernel';
import { instantColumn, primaryIdentifier, text, whole } from '@trial/persistence';

/** Whom adverse events can be about: consented participants, and when they were treated. */
export interface Participant {
  readonly id: ParticipantId;
  readonly trialId: TrialId;
  readonly siteId: SiteId;
  /** The version stored at consent: every record of this participant goes by it. */
  readonly trialVersion: number;
  readonly zone: TimeZone;
  /** The first consent; null where it was heard of before this was kept. */
  readonly consentedAt: Instant | null;
  readonly treatedAt: Instant | null;
  /** The correction of the time of treatment that `treatedAt` is of; 0 before any. */
  readonly treatmentCorrection: number;
  /** What people call them in the trial, and their sex; null where they were heard of before this was kept. */
  readonly code: string | null;
  readonly sex: 'female' | 'male' | null;
}

export const Participants = new EntitySchema<Participant>({
  name: 'participant',
  columns: {
    id: primaryIdentifier(),
    trialId: text('trial_id'),
    siteId: text('site_id'),
    trialVersion: whole('trial_version'),
    zone: text('zone'),
    consentedAt: instantColumn('consented_at', { nullable: true }),
    treatedAt: instantColumn('treated_at', { nullable: true }),
    treatmentCorrection: whole('treatment_correction', { default: 0 }),
    code: text('code', { nullable: true }),
    sex: text('sex', { nullable: true }),
  },
});
