import { EntitySchema } from 'typeorm';
import { identifier, instantColumn, primaryIdentifier, text, whole } from '@trial/persistence';
import type { Instant } from '@trial/kernel';
import type { DraftedDeviation } from '../domain/deviation.js';

/** A deviation from the visit schedule, as drafted by rule and as judged by a person. */
export interface Deviation extends DraftedDeviation {
  readonly id: string;
  readonly trialId: string;
  readonly siteId: string;
  readonly participantId: string;
  readonly visitId: string;
  readonly visitCode: string;
  /** The version of the trial that holds the rule. */
  readonly trialVersion: number;
  readonly draftedAt: Instant;
  readonly state: 'drafted' | 'confirmed' | 'dismissed' | 'superseded';
  readonly severity: 'minor' | 'major' | null;
  readonly judgedBy: string | null;
  readonly judgedAt: Instant | null;
  readonly version: number;
}

export const Deviations = new EntitySchema<Deviation>({
  name: 'deviation',
  columns: {
    id: primaryIdentifier(),
    trialId: text('trial_id'),
    siteId: text('site_id'),
    participantId: identifier('participant_id'),
    visitId: identifier('visit_id'),
    visitCode: text('visit_code'),
    kind: text('kind'),
    rule: text('rule'),
    trialVersion: whole('trial_version'),
    distance: whole('distance', { nullable: true }),
    unit: text('unit', { nullable: true }),
    draftedAt: instantColumn('drafted_at'),
    state: text('state'),
    severity: text('severity', { nullable: true }),
    judgedBy: text('judged_by', { nullable: true }),
    judgedAt: instantColumn('judged_at', { nullable: true }),
    version: whole('version'),
  },
});
