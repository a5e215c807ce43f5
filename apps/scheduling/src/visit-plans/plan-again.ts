import { Injectable } from '@nestjs/common';
import { OnDeadline, type PayloadOf } from '@trial/deadlines';
import type { Transaction } from '@trial/persistence';
import { lockedParticipant } from '../participants/remember-participant.js';
import { planAgain } from './plan-again.deadline.js';
import { ReplanParticipant } from './replan-participant.js';

/** A participant's plan is made again, by the version in force for them now. */
@Injectable()
export class PlanAgain {
  constructor(private readonly replanning: ReplanParticipant) {}

  @OnDeadline(planAgain)
  async due(payload: PayloadOf<typeof planAgain>, tx: Transaction): Promise<void> {
    await this.replanning.carryOut(tx, await lockedParticipant(tx, payload), payload.because, 'while-possible');
  }
}
