import { Injectable } from '@nestjs/common';
import type { Transaction } from '@trial/persistence';
import { Trials } from '@trial/trial-configuration';
import { lockedParticipant } from '../participants/remember-participant.js';
import type { StoredVisit } from '../visits/visit.table.js';
import { ReplanParticipant } from './replan-participant.js';

/** Visits that count from another as it took place move with it; all others stay where they are. */
@Injectable()
export class MoveDependentVisits {
  constructor(
    private readonly trials: Trials,
    private readonly replanning: ReplanParticipant,
  ) {}

  async of(tx: Transaction, visit: StoredVisit): Promise<void> {
    const participant = await lockedParticipant(tx, visit);
    const { visits } = this.trials.version(visit.trialId, participant.trialVersion ?? visit.trialVersion);
    const hasDependents = visits.some(
      ({ countedFrom }) => typeof countedFrom === 'object' && countedFrom.visit === visit.visitCode,
    );
    if (hasDependents) await this.replanning.carryOut(tx, participant, 'earlier-visit');
  }
}
