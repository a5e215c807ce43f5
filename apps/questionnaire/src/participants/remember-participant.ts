import { Injectable } from '@nestjs/common';
import { participantConsented, type EventOf } from '@trial/contracts';
import { OnEvent } from '@trial/messaging';
import type { Transaction } from '@trial/persistence';
import { lockParticipant } from './participant.reads.js';

/** From consent on a participant has a list of forms, empty at first. */
@Injectable()
export class RememberParticipant {
  @OnEvent(participantConsented)
  async on({ data }: EventOf<typeof participantConsented>, tx: Transaction): Promise<void> {
    await lockParticipant(tx, data);
  }
}
