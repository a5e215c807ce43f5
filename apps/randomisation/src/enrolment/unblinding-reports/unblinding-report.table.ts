import { EntitySchema } from 'typeorm';
import type { WayOfUnblinding } from '@trial/contracts';
import type { Instant, ParticipantId, PersonId, SiteId, TrialId } from '@trial/kernel';
import { identifier, instantColumn, primaryIdentifier, text } from '@trial/persistence';

/** A report of accidental unblinding in categories; the reporter's own words stay in the vault. */
export interface UnblindingReport {
  readonly id: string;
  readonly trialId: TrialId;
  readonly siteId: SiteId;
  readonly participantId: ParticipantId | null;
  readonly how: WayOfUnblinding;
  readonly occurredAt: Instant;
  readonly reportedBy: PersonId;
  readonly role: string;
  readonly reportedAt: Instant;
}

export const UnblindingReports = new EntitySchema<UnblindingReport>({
  name: 'unblinding_report',
  columns: {
    id: primaryIdentifier(),
    trialId: text('trial_id'),
    siteId: text('site_id'),
    participantId: identifier('participant_id', { nullable: true }),
    how: text('how'),
    occurredAt: instantColumn('occurred_at'),
    reportedBy: text('reported_by'),
    role: text('role'),
    reportedAt: instantColumn('reported_at'),
  },
});
