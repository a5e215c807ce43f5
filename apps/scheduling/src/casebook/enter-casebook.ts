import { Injectable } from '@nestjs/common';
import { participantScreened, type EventOf } from '@trial/contracts';
import { OnEvent } from '@trial/messaging';
import type { Transaction } from '@trial/persistence';
import { lockedParticipant, remember } from '../participants/remember-participant.js';
import { FollowWork } from '../worklist/follow-work.js';
import { rememberCode } from '../worklist/work-participants.js';

/** Whoever is screened has a row in the casebook from then on, and a first thing to do about them. Their plan comes with consent. */
@Injectable()
export class EnterCasebook {
  constructor(private readonly work: FollowWork) {}

  @OnEvent(participantScreened)
  async on(event: EventOf<typeof participantScreened>, tx: Transaction): Promise<void> {
    const { data } = event;
    await remember(tx, await lockedParticipant(tx, data), { participantCode: data.participantCode });
    await rememberCode(tx, data);
    await this.work.hear(participantScreened, event, tx);
  }
}
