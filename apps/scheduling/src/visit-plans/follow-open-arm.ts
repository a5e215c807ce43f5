import { Injectable } from '@nestjs/common';
import { allocationOpened, type EventOf } from '@trial/contracts';
import { OnEvent } from '@trial/messaging';
import type { Transaction } from '@trial/persistence';
import { Trials } from '@trial/trial-configuration';
import { lockedParticipant, remember } from '../participants/remember-participant.js';
import { AttendTreatment } from './attend-treatment.js';
import { ReplanParticipant } from './replan-participant.js';

/** In an open trial the arm decides which visits somebody has. Of a masked trial nobody here knows an arm, whoever says one. */
@Injectable()
export class FollowOpenArm {
  constructor(
    private readonly trials: Trials,
    private readonly replanning: ReplanParticipant,
    private readonly treatment: AttendTreatment,
  ) {}

  @OnEvent(allocationOpened)
  async opened({ data }: EventOf<typeof allocationOpened>, tx: Transaction): Promise<void> {
    if (this.trials.isMasked(data.trialId)) return;
    const participant = await remember(tx, await lockedParticipant(tx, data), { arm: data.arm });
    await this.replanning.carryOut(tx, participant, 'anchor-known');
    await this.treatment.record(tx, participant);
  }
}
