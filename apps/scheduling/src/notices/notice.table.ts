import type { Instant } from '@trial/kernel';
import { identifier, instantColumn, primaryIdentifier, text, whole } from '@trial/persistence';
import { EntitySchema } from 'typeorm';
import type { KnownNotice } from '../domain/notices/compare-notices.js';

/** A row of the ledger: one intended message. */
export interface StoredNotice extends KnownNotice {
  readonly id: string;
  readonly trialId: string;
  readonly siteId: string;
  readonly participantId: string;
  readonly visitCode: string;
  /** The version of the trial whose rule asks for it. */
  readonly trialVersion: number;
  readonly channel: string;
  /** Grows when somebody has it sent again. */
  readonly round: number;
  readonly attempts: number;
  readonly settledAt: Instant | null;
  readonly acknowledgedAt: Instant | null;
}

export const Notices = new EntitySchema<StoredNotice>({
  name: 'notice',
  columns: {
    id: primaryIdentifier(),
    key: text('key'),
    trialId: text('trial_id'),
    siteId: text('site_id'),
    participantId: identifier('participant_id'),
    visitId: identifier('visit_id'),
    visitCode: text('visit_code'),
    trialVersion: whole('trial_version'),
    rule: text('rule'),
    about: text('about'),
    recipient: text('recipient'),
    step: whole('step'),
    channel: text('channel'),
    momentAt: instantColumn('moment_at'),
    dueAt: instantColumn('due_at'),
    state: text('state'),
    because: text('because', { nullable: true }),
    round: whole('round'),
    attempts: whole('attempts'),
    settledAt: instantColumn('settled_at', { nullable: true }),
    acknowledgedAt: instantColumn('acknowledged_at', { nullable: true }),
  },
});
