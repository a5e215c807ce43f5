import { Injectable } from '@nestjs/common';
import { adverseEventRefuted, type AdverseEventView, type RefuteCandidateCommand } from '@trial/contracts';
import type { Context } from '@trial/kernel';
import { publish } from '@trial/messaging';
import { Transactions } from '@trial/persistence';
import { refuteCandidate } from '../domain/candidate.js';
import { placedAt } from '../placement/placed.js';
import { meetClocks, runningClocks } from '../reporting-clocks/end-clocks.js';
import { factsOf } from './adverse-event-facts.js';
import { lockAdverseEvent, viewOf } from './adverse-event.reads.js';
import { AdverseEvents } from './adverse-event.table.js';
import { Assessments } from './assessment.table.js';

@Injectable()
export class RefuteCandidate {
  constructor(private readonly transactions: Transactions) {}

  execute(command: RefuteCandidateCommand, context: Context): Promise<AdverseEventView> {
    return this.transactions.once(context, async (tx) => {
      const candidate = await lockAdverseEvent(tx, command.participantId, command.adverseEventId);
      const { adverseEvent, assessment } = refuteCandidate(
        candidate,
        { by: context.actor, reason: command.reason },
        tx.now,
      );

      await tx
        .rows(AdverseEvents)
        .update({ id: adverseEvent.id }, { status: adverseEvent.status, version: adverseEvent.version });
      await tx.rows(Assessments).insert(placedAt(adverseEvent, assessment));
      publish(tx, adverseEventRefuted, factsOf(adverseEvent));
      await meetClocks(tx, await runningClocks(tx, adverseEvent.id, ['sae-to-sponsor']), tx.now);
      return viewOf(tx, adverseEvent);
    });
  }
}
