import { Injectable } from '@nestjs/common';
import { participantFoundEligible, type EventOf } from '@trial/contracts';
import { OnEvent } from '@trial/messaging';
import type { Transaction } from '@trial/persistence';
import { FollowWork } from './follow-work.js';

/** The step of enrolment that nothing else here depends on. The others are heard where the plan and the casebook are made. */
@Injectable()
export class HearEnrolment {
  constructor(private readonly work: FollowWork) {}

  @OnEvent(participantFoundEligible)
  onFoundEligible(event: EventOf<typeof participantFoundEligible>, tx: Transaction): Promise<void> {
    return this.work.hear(participantFoundEligible, event, tx);
  }
}
