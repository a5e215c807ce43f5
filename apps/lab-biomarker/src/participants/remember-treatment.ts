import { Injectable } from '@nestjs/common';
import { participantTreated, type EventOf } from '@trial/contracts';
import { instant, NotYet } from '@trial/kernel';
import { OnEvent } from '@trial/messaging';
import type { Transaction } from '@trial/persistence';
import { Participants } from './participant.table.js';

/** The first injection parts baseline from what is compared with it. */
@Injectable()
export class RememberTreatment {
  @OnEvent(participantTreated)
  async on({ data }: EventOf<typeof participantTreated>, tx: Transaction): Promise<void> {
    const { participantId: id, anchorAt } = data;
    const { affected } = await tx.rows(Participants).update({ id }, { anchorAt: instant(anchorAt) });
    if (affected === 0) throw new NotYet(`participant ${id}`);
  }
}
