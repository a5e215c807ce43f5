import { Injectable } from '@nestjs/common';
import { visitWindowClosed, type EventOf } from '@trial/contracts';
import { instant, NotYet, type Instant } from '@trial/kernel';
import { OnEvent } from '@trial/messaging';
import type { Transaction } from '@trial/persistence';
import { Trials } from '@trial/trial-configuration';
import { lockOpenAssignments, saveStatus } from '../assignments/assignment.reads.js';
import type { Assignment } from '../domain/assignment.js';
import { instrumentOf } from '../domain/instruments/catalogue.js';
import { closeWindow } from '../domain/response.js';
import { lockParticipant } from '../participants/participant.reads.js';
import { draftOf } from '../responses/draft.reads.js';
import { recordResponse } from '../responses/record-response.js';
import { sayMissed } from './say-missed.js';
import { rememberedVisit } from './visit.reads.js';
import { Visits } from './visit.table.js';

/**
 * The window of a visit closed: what was saved on the way is kept as a partial response, what was not answered is
 * missed, by itself. Every window that closes has opened, so a closing that arrives first waits for its opening.
 */
@Injectable()
export class CloseForms {
  constructor(private readonly trials: Trials) {}

  @OnEvent(visitWindowClosed)
  async on({ data, time }: EventOf<typeof visitWindowClosed>, tx: Transaction): Promise<void> {
    await lockParticipant(tx, data);
    const visit = await rememberedVisit(tx, data);
    if (!visit.openedAt && visit.outcome !== 'cancelled') throw new NotYet(`the window of visit ${visit.id}`);

    await tx.rows(Visits).update({ id: visit.id }, { closedAt: instant(time) });
    for (const assignment of await lockOpenAssignments(tx, { visitId: visit.id }))
      await this.close(tx, assignment, instant(time));
  }

  private async close(tx: Transaction, assignment: Assignment, closedAt: Instant): Promise<void> {
    const instrument = instrumentOf(assignment.instrument, assignment.instrumentVersion);
    const draft = await draftOf(tx, assignment.id);
    const closing = closeWindow(tx.newId(), assignment, instrument, draft, { actor: tx.context.actor }, closedAt);
    switch (closing.outcome) {
      case 'nothing-to-close':
        return;
      case 'missed':
        await saveStatus(tx, closing.assignment);
        sayMissed(tx, closing.assignment);
        return;
      case 'kept-partial':
        await saveStatus(tx, closing.assignment);
        await recordResponse(tx, this.trials, closing.assignment, instrument, closing.response);
    }
  }
}
