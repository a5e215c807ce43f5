import { EntitySchema } from 'typeorm';
import type { Instant, PersonId, SiteId, TrialId } from '@trial/kernel';
import { identifier, instantColumn, primaryIdentifier, text, whole } from '@trial/persistence';

/** Rows set aside for one site for the hours in which the platform cannot be reached. */
export interface DowntimePack {
  readonly id: string;
  readonly trialId: TrialId;
  readonly siteId: SiteId;
  /** What people call it by: 1, 2, 3 in the trial. */
  readonly number: number;
  readonly listId: string;
  readonly status: 'open' | 'closed';
  readonly issuedBy: PersonId;
  readonly issuedAt: Instant;
  readonly codesShownTo: PersonId | null;
  readonly codesShownAt: Instant | null;
  /** Who last said which envelopes the pharmacy opened. */
  readonly reconciledBy: PersonId | null;
  readonly reconciledAt: Instant | null;
  readonly closedBy: PersonId | null;
  readonly closedAt: Instant | null;
}

export const DowntimePacks = new EntitySchema<DowntimePack>({
  name: 'downtime_pack',
  columns: {
    id: primaryIdentifier(),
    trialId: text('trial_id'),
    siteId: text('site_id'),
    number: whole('number'),
    listId: identifier('list_id'),
    status: text('status'),
    issuedBy: text('issued_by'),
    issuedAt: instantColumn('issued_at'),
    codesShownTo: text('codes_shown_to', { nullable: true }),
    codesShownAt: instantColumn('codes_shown_at', { nullable: true }),
    reconciledBy: text('reconciled_by', { nullable: true }),
    reconciledAt: instantColumn('reconciled_at', { nullable: true }),
    closedBy: text('closed_by', { nullable: true }),
    closedAt: instantColumn('closed_at', { nullable: true }),
  },
  uniques: [{ name: 'downtime_pack_number', columns: ['trialId', 'number'] }],
  indices: [
    { name: 'downtime_pack_open_once', columns: ['trialId', 'siteId'], unique: true, where: `status = 'open'` },
  ],
});
