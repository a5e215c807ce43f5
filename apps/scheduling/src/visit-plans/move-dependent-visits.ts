import { Injectable } from '@nestjs/common';
import type { Transaction } from '@trial/persistence';
import { Trials } from '@trial/trial-configuration';
import type { Participant } from '../participants/participant.table.js';
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
    if (hasDependents(this.trials, participant, visit))
      await this.replanning.carryOut(tx, participant, 'earlier-visit', 'while-possible');
  }
}

/** Whether visits count from this one in the version a participant goes by. */
export function hasDependents(
  trials: Pick<Trials, 'version'>,
  { trialVersion }: Pick<Participant, 'trialVersion'>,
  visit: StoredVisit,
): boolean {
  const { visits } = trials.version(visit.trialId, trialVersion ?? visit.trialVersion);
  return visits.some(({ countedFrom }) => typeof countedFrom === 'object' && countedFrom.visit === visit.visitCode);
}
