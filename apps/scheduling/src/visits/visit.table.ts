import { EntitySchema } from 'typeorm';
import { flag, identifier, instantColumn, plainDateColumn, primaryIdentifier, text, whole } from '@trial/persistence';
import type { Instant } from '@trial/kernel';
import type { Visit } from '../domain/visit.js';

/** A visit with where it belongs and what its plan was made of. */
export interface StoredVisit extends Visit {
  readonly trialId: string;
  readonly siteId: string;
  /** The version of the trial whose rules made the window. */
  readonly trialVersion: number;
  /** Day 0 of the participant; null while nobody knows it. */
  readonly anchorAt: Instant | null;
  /** Grows by one with every change. */
  readonly version: number;
}

export const Visits = new EntitySchema<StoredVisit>({
  name: 'visit',
  columns: {
    id: primaryIdentifier(),
    trialId: text('trial_id'),
    siteId: text('site_id'),
    participantId: identifier('participant_id'),
    trialVersion: whole('trial_version'),
    anchorAt: instantColumn('anchor_at', { nullable: true }),
    phase: text('phase'),
    provisional: flag('provisional'),
    contactOnly: flag('contact_only', { default: false }),
    countedFrom: text('counted_from'),
    countedFromAt: instantColumn('counted_from_at'),
    visitCode: text('visit_code'),
    kind: text('kind'),
    primary: flag('is_primary'),
    last: flag('is_last'),
    targetOn: plainDateColumn('target_on'),
    targetAt: instantColumn('target_at'),
    opensAt: instantColumn('opens_at'),
    closesAt: instantColumn('closes_at'),
    unit: text('unit'),
    zone: text('zone'),
    state: text('state'),
    plannedFor: instantColumn('planned_for', { nullable: true }),
    occurredAt: instantColumn('occurred_at', { nullable: true }),
    occurredOn: text('occurred_on', { nullable: true }),
    reason: text('reason', { nullable: true }),
    version: whole('version'),
  },
});
