import { EntitySchema } from 'typeorm';
import type { Instant, PersonId, TrialId } from '@trial/kernel';
import { identifier, instantColumn, primaryIdentifier, text } from '@trial/persistence';

/** That a stratum was closed to further participants, or opened again, and why. */
export interface RecruitmentDecision {
  readonly id: string;
  readonly trialId: TrialId;
  readonly listId: string;
  readonly stratum: string;
  readonly decision: 'closed' | 'reopened';
  readonly reason: string;
  readonly decidedBy: PersonId;
  readonly decidedAt: Instant;
}

export const RecruitmentDecisions = new EntitySchema<RecruitmentDecision>({
  name: 'recruitment_decision',
  columns: {
    id: primaryIdentifier(),
    trialId: text('trial_id'),
    listId: identifier('list_id'),
    stratum: text('stratum'),
    decision: text('decision'),
    reason: text('reason'),
    decidedBy: text('decided_by'),
    decidedAt: instantColumn('decided_at'),
  },
});
