import { EntitySchema } from 'typeorm';
import type { Instant } from '@trial/kernel';
import { identifier, instantColumn, primaryIdentifier, text, whole } from '@trial/persistence';

/** A version of a result was told again, with another baseline. */
export interface Restatement {
  readonly resultId: string;
  readonly resultVersion: number;
  readonly statement: number;
  readonly trialId: string;
  readonly siteId: string;
  readonly participantId: string;
  /** What it is compared with now; null when there is no baseline any more. */
  readonly baselineId: string | null;
  readonly baselineVersion: number | null;
  readonly restatedAt: Instant;
}

export const Restatements = new EntitySchema<Restatement>({
  name: 'restatement',
  columns: {
    resultId: primaryIdentifier('result_id'),
    resultVersion: whole('result_version', { primary: true }),
    statement: whole('statement', { primary: true }),
    trialId: text('trial_id'),
    siteId: text('site_id'),
    participantId: identifier('participant_id'),
    baselineId: identifier('baseline_id', { nullable: true }),
    baselineVersion: whole('baseline_version', { nullable: true }),
    restatedAt: instantColumn('restated_at'),
  },
});
