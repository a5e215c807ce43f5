import { Injectable } from '@nestjs/common';
import { participationEnded, type EventOf } from '@trial/contracts';
import { disarm } from '@trial/deadlines';
import { instant } from '@trial/kernel';
import { OnEvent } from '@trial/messaging';
import type { Transaction } from '@trial/persistence';
import { positionOf } from '../domain/visit-window.js';
import { endNotices } from '../notices/stop-notices.js';
import { rememberEnd } from '../participants/remember-participant.js';
import { placeOf } from '../visit-windows/bells.js';
import { visitWindowOpens } from '../visit-windows/visit-window.deadline.js';
import { Visits } from '../visits/visit.table.js';
import { dropVisit } from './change-plan.js';
import { ReplanParticipant } from './replan-participant.js';

/**
 * Participation ended (S20): nothing opens any more, and every visit still planned whose window had not closed when it
 * ended is cancelled. What was overdue by then stays planned, because a person owes the reason; a window that is open
 * for a visit done or missed closes by the clock. Whoever left early may be asked to come once more, if the trial says so.
 */
@Injectable()
export class EndParticipation {
  constructor(private readonly replanning: ReplanParticipant) {}

  @OnEvent(participationEnded)
  async on({ data }: EventOf<typeof participationEnded>, tx: Transaction): Promise<void> {
    const participant = await rememberEnd(tx, data);
    const visits = await tx.rows(Visits).find({
      where: { participantId: data.participantId },
      order: { targetAt: 'asc', id: 'asc' },
      lock: { mode: 'pessimistic_write' },
    });
    const endedAt = instant(data.endedAt);
    // An older end that is heard later changes nothing: the visit that is held because of the newer one stays.
    for (const visit of participant.endedAs === data.as ? visits : []) {
      await disarm(tx, visitWindowOpens, placeOf(visit));
      if (visit.state === 'planned' && positionOf(visit, endedAt) !== 'after-window')
        await dropVisit(tx, visit, data.as);
    }
    await this.replanning.carryOut(tx, participant, 'anchor-known');
    await endNotices(tx, data);
  }
}
