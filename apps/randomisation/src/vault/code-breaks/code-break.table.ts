import { EntitySchema } from 'typeorm';
import type { CodeBreakCause } from '@trial/contracts';
import type { Instant, ParticipantId, PersonId, SiteId, TrialId } from '@trial/kernel';
import { identifier, instantColumn, primaryIdentifier, text } from '@trial/persistence';

/** That the code of one participant was broken: by whom, when and why (UB1). What was shown is not written down. */
export interface CodeBreak {
  readonly id: string;
  readonly trialId: TrialId;
  readonly siteId: SiteId;
  readonly participantId: ParticipantId;
  readonly allocationId: string;
  readonly cause: CodeBreakCause;
  readonly reason: string;
  readonly brokenBy: PersonId;
  readonly organisation: string;
  readonly brokenAt: Instant;
}

export const CodeBreaks = new EntitySchema<CodeBreak>({
  name: 'code_break',
  columns: {
    id: primaryIdentifier(),
    trialId: text('trial_id'),
    siteId: text('site_id'),
    participantId: identifier('participant_id'),
    allocationId: identifier('allocation_id'),
    cause: text('cause'),
    reason: text('reason'),
    brokenBy: text('broken_by'),
    organisation: text('organisation'),
    brokenAt: instantColumn('broken_at'),
  },
  indices: [{ name: 'code_break_participant', columns: ['participantId'] }],
});
