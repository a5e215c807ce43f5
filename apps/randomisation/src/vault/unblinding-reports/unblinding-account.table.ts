import { EntitySchema } from 'typeorm';
import type { WayOfUnblinding } from '@trial/contracts';
import type { Instant, ParticipantId, PersonId, SiteId, TrialId } from '@trial/kernel';
import { identifier, instantColumn, primaryIdentifier, text } from '@trial/persistence';

/** A report of accidental unblinding; what the reporter wrote may name an arm and is ciphertext. */
export interface UnblindingAccount {
  readonly id: string;
  readonly trialId: TrialId;
  readonly siteId: SiteId;
  readonly participantId: ParticipantId | null;
  readonly how: WayOfUnblinding;
  readonly sealedAccount: Buffer;
  readonly occurredAt: Instant;
  readonly reportedBy: PersonId;
  readonly role: string;
  readonly organisation: string;
  readonly reportedAt: Instant;
}

export const UnblindingAccounts = new EntitySchema<UnblindingAccount>({
  name: 'unblinding_account',
  columns: {
    id: primaryIdentifier(),
    trialId: text('trial_id'),
    siteId: text('site_id'),
    participantId: identifier('participant_id', { nullable: true }),
    how: text('how'),
    sealedAccount: { type: 'bytea', name: 'sealed_account' },
    occurredAt: instantColumn('occurred_at'),
    reportedBy: text('reported_by'),
    role: text('role'),
    organisation: text('organisation'),
    reportedAt: instantColumn('reported_at'),
  },
});
