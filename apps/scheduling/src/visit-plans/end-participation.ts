import { Injectable } from '@nestjs/common';
import { participationEnded, visitCancelled, type DataOf, type EventOf } from '@trial/contracts';
import { disarm } from '@trial/deadlines';
import { instant } from '@trial/kernel';
import { OnEvent, publish } from '@trial/messaging';
import type { Transaction } from '@trial/persistence';
import { positionOf } from '../domain/visit-window.js';
import { cancelVisit } from '../domain/visit.js';
import { endNotices } from '../notices/stop-notices.js';
import { rememberEnd } from '../participants/remember-participant.js';
import { visitWindowCloses, visitWindowOpens } from '../visit-windows/visit-window.deadline.js';
import { storeVisit } from '../visits/change-visit.js';
import { visitFactsOf } from '../visits/visit-facts.js';
import { Visits, type StoredVisit } from '../visits/visit.table.js';

type End = DataOf<typeof participationEnded>['as'];

/**
 * Participation ended (S20): nothing opens any more, and every visit still planned whose window had not closed when it
 * ended is cancelled. What was overdue by then stays planned, because a person owes the reason; a window that is open
 * for a visit done or missed closes by the clock.
 */
@Injectable()
export class EndParticipation {
  @OnEvent(participationEnded)
  async on({ data }: EventOf<typeof participationEnded>, tx: Transaction): Promise<void> {
    await rememberEnd(tx, data);
    const visits = await tx.rows(Visits).find({
      where: { participantId: data.participantId },
      order: { targetAt: 'asc', id: 'asc' },
      lock: { mode: 'pessimistic_write' },
    });
    const endedAt = instant(data.endedAt);
    for (const visit of visits) {
      await disarm(tx, visitWindowOpens, placeOf(visit));
      if (visit.state === 'planned' && positionOf(visit, endedAt) !== 'after-window') await cancel(tx, visit, data.as);
    }
    await endNotices(tx, data);
  }
}

async function cancel(tx: Transaction, planned: StoredVisit, because: End): Promise<void> {
  const visit = await storeVisit(tx, planned, cancelVisit(planned, because));
  await disarm(tx, visitWindowCloses, placeOf(visit));
  publish(tx, visitCancelled, { ...visitFactsOf(visit), because });
}

const placeOf = ({ id: visitId, trialId, siteId }: StoredVisit) => ({ trialId, siteId, visitId });
