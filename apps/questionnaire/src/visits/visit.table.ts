import { EntitySchema } from 'typeorm';
import type { Instant, ParticipantId, SiteId, TrialId } from '@trial/kernel';
import { identifier, instantColumn, primaryIdentifier, text } from '@trial/persistence';

/** What scheduling said of a visit so far; in whatever order it arrived, nothing of it is forgotten. */
export interface Visit {
  readonly id: string;
  readonly trialId: TrialId;
  readonly siteId: SiteId;
  readonly participantId: ParticipantId;
  /** When the window opened and its forms were handed out. */
  readonly openedAt: Instant | null;
  readonly closedAt: Instant | null;
  /** Where the window ends by the last word of a move, and when that was said. */
  readonly closesAt: Instant | null;
  readonly closesToldAt: Instant | null;
  readonly outcome: 'done' | 'missed' | 'cancelled' | null;
}

export const Visits = new EntitySchema<Visit>({
  name: 'visit',
  columns: {
    id: primaryIdentifier(),
    trialId: text('trial_id'),
    siteId: text('site_id'),
    participantId: identifier('participant_id'),
    openedAt: instantColumn('opened_at', { nullable: true }),
    closedAt: instantColumn('closed_at', { nullable: true }),
    closesAt: instantColumn('closes_at', { nullable: true }),
    closesToldAt: instantColumn('closes_told_at', { nullable: true }),
    outcome: text('outcome', { nullable: true }),
  },
  checks: [
    { name: 'visit_outcome', expression: `outcome in ('done', 'missed', 'cancelled')` },
    { name: 'visit_closes', expression: `num_nulls(closes_at, closes_told_at) in (0, 2)` },
  ],
});
