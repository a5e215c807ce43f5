import { Injectable } from '@nestjs/common';
import { participantFoundEligible, participantScreened, type EventOf } from '@trial/contracts';
import { OnEvent } from '@trial/messaging';
import type { Transaction } from '@trial/persistence';
import { FollowWork } from './follow-work.js';
import { rememberCode } from './work-participants.js';

/** Steps of enrolment that no plan depends on. The others are heard where the plan is made. */
@Injectable()
export class HearEnrolment {
  constructor(private readonly work: FollowWork) {}

  @OnEvent(participantScreened)
  async onScreened(event: EventOf<typeof participantScreened>, tx: Transaction): Promise<void> {
    await rememberCode(tx, event.data);
    await this.work.hear(participantScreened, event, tx);
  }

  @OnEvent(participantFoundEligible)
  onFoundEligible(event: EventOf<typeof participantFoundEligible>, tx: Transaction): Promise<void> {
    return this.work.hear(participantFoundEligible, event, tx);
  }
}
