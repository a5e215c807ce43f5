import { Injectable } from '@nestjs/common';
import {
  participantConsented,
  participantFoundEligible,
  participantRandomised,
  participantScreened,
  participantScreeningFailed,
  type EventOf,
} from '@trial/contracts';
import { OnEvent } from '@trial/messaging';
import type { Transaction } from '@trial/persistence';
import { FollowWork } from './follow-work.js';
import { rememberCode } from './work-participants.js';

/** From screening to randomisation. Treatment and the end of participation are heard where they are remembered. */
@Injectable()
export class HearEnrolment {
  constructor(private readonly work: FollowWork) {}

  @OnEvent(participantScreened)
  async onScreened(event: EventOf<typeof participantScreened>, tx: Transaction): Promise<void> {
    await rememberCode(tx, event.data);
    await this.work.hear(participantScreened, event, tx);
  }

  @OnEvent(participantConsented)
  async onConsented(event: EventOf<typeof participantConsented>, tx: Transaction): Promise<void> {
    await rememberCode(tx, event.data);
    await this.work.hear(participantConsented, event, tx);
  }

  @OnEvent(participantFoundEligible)
  onFoundEligible(event: EventOf<typeof participantFoundEligible>, tx: Transaction): Promise<void> {
    return this.work.hear(participantFoundEligible, event, tx);
  }

  @OnEvent(participantScreeningFailed)
  onScreeningFailed(event: EventOf<typeof participantScreeningFailed>, tx: Transaction): Promise<void> {
    return this.work.hear(participantScreeningFailed, event, tx);
  }

  @OnEvent(participantRandomised)
  onRandomised(event: EventOf<typeof participantRandomised>, tx: Transaction): Promise<void> {
    return this.work.hear(participantRandomised, event, tx);
  }
}
