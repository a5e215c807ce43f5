import { EntitySchema } from 'typeorm';
import type { Instant, ParticipantId, PersonId, SiteId, TrialId } from '@trial/kernel';
import { identifier, instantColumn, primaryIdentifier, text } from '@trial/persistence';

/** That somebody was shown the allocation of one participant, and why (UB1). What was shown is not written down. */
export interface Disclosure {
  readonly id: string;
  readonly trialId: TrialId;
  readonly siteId: SiteId;
  readonly participantId: ParticipantId;
  readonly allocationId: string;
  readonly disclosedTo: PersonId;
  readonly role: string;
  readonly organisation: string;
  readonly reason: string;
  readonly disclosedAt: Instant;
}

export const Disclosures = new EntitySchema<Disclosure>({
  name: 'disclosure',
  columns: {
    id: primaryIdentifier(),
    trialId: text('trial_id'),
    siteId: text('site_id'),
    participantId: identifier('participant_id'),
    allocationId: identifier('allocation_id'),
    disclosedTo: text('disclosed_to'),
    role: text('role'),
    organisation: text('organisation'),
    reason: text('reason'),
    disclosedAt: instantColumn('disclosed_at'),
  },
  indices: [{ name: 'disclosure_participant', columns: ['participantId'] }],
});
