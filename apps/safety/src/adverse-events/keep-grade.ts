import { Injectable } from '@nestjs/common';
import type { AdverseEventView, KeepGradeCommand } from '@trial/contracts';
import { Rejection, type Context } from '@trial/kernel';
import { Transactions } from '@trial/persistence';
import { lockAdverseEvent, viewOf } from './adverse-event.reads.js';
import { settleRegradings } from './settle-regradings.js';

/** The grade stands, whatever its result says since: the event is not changed, and why is kept. */
@Injectable()
export class KeepGrade {
  constructor(private readonly transactions: Transactions) {}

  execute(command: KeepGradeCommand, context: Context): Promise<AdverseEventView> {
    return this.transactions.once(context, async (tx) => {
      const event = await lockAdverseEvent(tx, command.participantId, command.adverseEventId);
      if (event.version !== command.expectedVersion)
        throw new Rejection('version-conflict', { rule: `it is at version ${event.version} now` });
      const settled = await settleRegradings(tx, event, 'kept', command.reason);
      if (settled === 0)
        throw new Rejection('regrading-none-open', { rule: 'no grading of its result waits to be looked at' });
      return viewOf(tx, event);
    });
  }
}
