import { EntitySchema } from 'typeorm';
import { identifier, instantColumn, primaryIdentifier, text, words } from '@trial/persistence';
import type { Instant } from '@trial/kernel';

/** A line of the delegation log. It is never deleted: `until` ends it. */
export interface AccessGrant {
  readonly id: string;
  readonly trialId: string;
  readonly personId: string;
  readonly role: string;
  readonly sites: string[];
  readonly organisation: string;
  readonly zone: string;
  readonly participantId: string | null;
  readonly from: Instant;
  readonly until: Instant | null;
}

export const AccessGrants = new EntitySchema<AccessGrant>({
  name: 'access_grant',
  columns: {
    id: primaryIdentifier(),
    trialId: text('trial_id'),
    personId: text('person_id'),
    role: text('role'),
    sites: words('sites'),
    organisation: text('organisation'),
    zone: text('zone'),
    participantId: identifier('participant_id', { nullable: true }),
    from: instantColumn('valid_from'),
    until: instantColumn('valid_until', { nullable: true }),
  },
});
