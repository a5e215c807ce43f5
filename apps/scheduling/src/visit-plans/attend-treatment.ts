import { Injectable } from '@nestjs/common';
import { visitDone } from '@trial/contracts';
import { publish } from '@trial/messaging';
import type { Transaction } from '@trial/persistence';
import { positionOf } from '../domain/visit-window.js';
import { recordVisit } from '../domain/visit.js';
import type { Participant } from '../participants/participant.table.js';
import { storeVisit } from '../visits/change-visit.js';
import { visitFactsOf, written } from '../visits/visit-facts.js';
import { Visits } from '../visits/visit.table.js';

/** Treatment is attendance: the first visit of treatment took place when the first injection or dose was given. */
@Injectable()
export class AttendTreatment {
  async record(tx: Transaction, { participantId, consentedAt, anchorAt }: Participant): Promise<void> {
    const [planned] = await tx.rows(Visits).find({
      where: { participantId, phase: 'treatment', state: 'planned' },
      order: { targetAt: 'asc', id: 'asc' },
      take: 1,
    });
    if (!planned || anchorAt === null) return;
    const visit = await storeVisit(tx, planned, recordVisit(planned, anchorAt, { consentedAt, anchorAt, now: tx.now }));
    publish(tx, visitDone, {
      ...visitFactsOf(visit),
      occurredAt: written(anchorAt),
      position: positionOf(visit, anchorAt),
    });
  }
}
