import { EntitySchema } from 'typeorm';
import type { Instant, PersonId } from '@trial/kernel';
import { identifier, instantColumn, json, primaryIdentifier, text, whole } from '@trial/persistence';
import type { EarlierProposal } from '../domain/pause-proposals.js';
import type { Hit } from '../domain/stopping-rules.js';
import { place, type Placed } from '../placement/placed.js';

/**
 * What a stopping rule proposed, with everything it used (P25). It stands where the news stood that reached the rule; what it
 * counted may be at any site.
 */
export interface PauseProposal extends Placed<EarlierProposal & Pick<Hit, 'kind' | 'fromGrade' | 'threshold'>> {
  readonly trialVersion: number;
  readonly proposedAt: Instant;
  readonly settledAt: Instant | null;
  /** Who dismissed it; null while it waits and where no person settled it here. */
  readonly settledBy: PersonId | null;
  readonly reason: string | null;
  readonly pauseId: string | null;
}

export const PauseProposals = new EntitySchema<PauseProposal>({
  name: 'pause_proposal',
  columns: {
    id: primaryIdentifier(),
    ...place,
    kind: text('kind'),
    rule: text('rule'),
    counts: text('counts'),
    fromGrade: whole('from_grade', { nullable: true }),
    threshold: whole('threshold'),
    cases: json('cases'),
    trialVersion: whole('trial_version'),
    state: text('state'),
    proposedAt: instantColumn('proposed_at'),
    settledAt: instantColumn('settled_at', { nullable: true }),
    settledBy: text('settled_by', { nullable: true }),
    reason: text('reason', { nullable: true }),
    pauseId: identifier('pause_id', { nullable: true }),
  },
  indices: [
    { name: 'pause_proposal_waits_once', columns: ['trialId', 'rule'], unique: true, where: "state = 'waiting'" },
  ],
});
