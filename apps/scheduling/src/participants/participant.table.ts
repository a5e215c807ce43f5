import { EntitySchema } from 'typeorm';
import type { DataOf, participantTreated } from '@trial/contracts';
import { flag, identifier, instantColumn, json, primaryIdentifier, text, whole } from '@trial/persistence';
import type { Instant } from '@trial/kernel';
import type { KnownEnd } from '../domain/end-of-participation.js';

export type ExpiredEvidence = NonNullable<DataOf<typeof participantTreated>['expiredEvidence']>;

/** What scheduling knows of a participant, from events that may arrive in any order: what is not known yet is null. */
export interface Participant extends KnownEnd {
  /** The participant's own id. */
  readonly id: string;
  readonly trialId: string;
  readonly siteId: string;
  /** The same id again, for row-level security. */
  readonly participantId: string;
  readonly participantCode: string | null;
  /** The version consented to last; the visit plan goes by it. */
  readonly trialVersion: number | null;
  readonly consentedAt: Instant | null;
  readonly randomisedAt: Instant | null;
  /** The first injection or dose. */
  readonly anchorAt: Instant | null;
  /** The version they went by at their first treatment, as it or its corrected time was told; null while nothing was, and of what was told before this was kept. */
  readonly treatedVersion: number | null;
  /** How often the time of treatment was corrected, so that an older word of it changes nothing. */
  readonly anchorCorrection: number;
  /** When it was decided that nothing will be given; null while treatment is expected. */
  readonly treatmentRuledOutAt: Instant | null;
  /** The number of the last decision about that, so that an older one changes nothing. */
  readonly treatmentDecision: number;
  /** What had expired at treatment, as it was told; null while nothing was. */
  readonly expiredEvidence: ExpiredEvidence | null;
  /** In an open trial only. */
  readonly arm: string | null;
  /** The site's zone. */
  readonly zone: string | null;
  readonly screeningFailed: boolean;
}

export const Participants = new EntitySchema<Participant>({
  name: 'participant',
  columns: {
    id: primaryIdentifier(),
    trialId: text('trial_id'),
    siteId: text('site_id'),
    participantId: identifier('participant_id'),
    participantCode: text('participant_code', { nullable: true }),
    trialVersion: whole('trial_version', { nullable: true }),
    consentedAt: instantColumn('consented_at', { nullable: true }),
    randomisedAt: instantColumn('randomised_at', { nullable: true }),
    anchorAt: instantColumn('anchor_at', { nullable: true }),
    treatedVersion: whole('treated_version', { nullable: true }),
    anchorCorrection: whole('anchor_correction', { default: 0 }),
    treatmentRuledOutAt: instantColumn('treatment_ruled_out_at', { nullable: true }),
    treatmentDecision: whole('treatment_decision', { default: 0 }),
    expiredEvidence: json('expired_evidence', { nullable: true }),
    arm: text('arm', { nullable: true }),
    zone: text('zone', { nullable: true }),
    screeningFailed: flag('screening_failed', { default: false }),
    endedAs: text('ended_as', { nullable: true }),
    endedAt: instantColumn('ended_at', { nullable: true }),
    withdrawnAt: instantColumn('withdrawn_at', { nullable: true }),
    safetyContactAnswer: whole('safety_contact_answer', { default: 0 }),
    safetyContactSince: instantColumn('safety_contact_since', { nullable: true }),
  },
});
