import { EntitySchema } from 'typeorm';
import { identifier, instantColumn, json, primaryIdentifier, text, whole } from '@trial/persistence';
import type { Instant } from '@trial/kernel';

/** Where the window of a visit was or is. */
export interface PlanWindow {
  readonly targetAt: string;
  readonly opensAt: string;
  readonly closesAt: string;
}

/** One change of a plan, kept for whoever asks why a visit is where it is. */
export interface PlanChange {
  readonly id: string;
  readonly trialId: string;
  readonly siteId: string;
  readonly participantId: string;
  readonly visitId: string;
  readonly visitCode: string;
  readonly change: 'added' | 'moved' | 'dropped';
  readonly because: string;
  /** The version of the trial whose rules made the change. */
  readonly trialVersion: number;
  readonly before: PlanWindow | null;
  readonly after: PlanWindow | null;
  readonly changedAt: Instant;
}

export const PlanChanges = new EntitySchema<PlanChange>({
  name: 'plan_change',
  columns: {
    id: primaryIdentifier(),
    trialId: text('trial_id'),
    siteId: text('site_id'),
    participantId: identifier('participant_id'),
    visitId: identifier('visit_id'),
    visitCode: text('visit_code'),
    change: text('change'),
    because: text('because'),
    trialVersion: whole('trial_version'),
    before: json('before', { nullable: true }),
    after: json('after', { nullable: true }),
    changedAt: instantColumn('changed_at'),
  },
});
