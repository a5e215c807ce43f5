import { Injectable } from '@nestjs/common';
import { OnDeadline, type PayloadOf } from '@trial/deadlines';
import type { Transaction } from '@trial/persistence';
import { Trials } from '@trial/trial-configuration';
import { lockedParticipant, remember } from '../participants/remember-participant.js';
import { planAgain } from './plan-again.deadline.js';
import { ReplanParticipant } from './replan-participant.js';

/** A participant goes by the version in force for them now, and their plan is made again by it. */
@Injectable()
export class PlanAgain {
  constructor(
    private readonly trials: Trials,
    private readonly replanning: ReplanParticipant,
  ) {}

  @OnDeadline(planAgain)
  async due(payload: PayloadOf<typeof planAgain>, tx: Transaction): Promise<void> {
    const known = await lockedParticipant(tx, payload);
    if (known.trialVersion === null) return;
    const { version } = this.trials.goneBy(known.trialId, known.siteId, known.trialVersion, tx.now);
    if (version === known.trialVersion) return this.replanning.carryOut(tx, known, payload.because, 'while-possible');
    const participant = await remember(tx, known, { trialVersion: version });
    await this.replanning.carryOut(tx, participant, 'amendment', 'while-possible');
  }
}
