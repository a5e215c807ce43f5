import { Injectable } from '@nestjs/common';
import { participationEnded, type EventOf } from '@trial/contracts';
import { instant, NotYet } from '@trial/kernel';
import { OnEvent } from '@trial/messaging';
import type { Transaction } from '@trial/persistence';
import { Participants } from './participant.table.js';

@Injectable()
export class RememberEndOfParticipation {
  @OnEvent(participationEnded)
  async on({ data }: EventOf<typeof participationEnded>, tx: Transaction): Promise<void> {
    const { participantId: id, endedAt } = data;
    const { affected } = await tx.rows(Participants).update({ id }, { endedAt: instant(endedAt) });
    if (affected === 0) throw new NotYet(`participant ${id}`);
  }
}
