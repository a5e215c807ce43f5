import { Injectable } from '@nestjs/common';
import { pregnancyReceived, type PregnancyView, type ReceivePregnancyCommand } from '@trial/contracts';
import { meet } from '@trial/deadlines';
import { instant, Rejection, type Context } from '@trial/kernel';
import { publish } from '@trial/messaging';
import { Transactions } from '@trial/persistence';
import { isReportLate } from '../domain/pregnancy.js';
import { mustBeReceivedAfterAwareness } from '../domain/sponsor-receipt.js';
import { knownParticipant } from '../participants/participant.reads.js';
import { keepPregnancy } from './keep-pregnancy.js';
import { toldOf } from './pregnancy-told.js';
import { pregnancyReportRunsOut } from './pregnancy.deadlines.js';
import { lockPregnancy, viewOf } from './pregnancy.reads.js';

/** The sponsor holds the report: its hours end. */
@Injectable()
export class ReceivePregnancy {
  constructor(private readonly transactions: Transactions) {}

  execute(command: ReceivePregnancyCommand, context: Context): Promise<PregnancyView> {
    const receivedAt = instant(command.receivedAt);
    return this.transactions.once(context, async (tx) => {
      const before = await lockPregnancy(tx, command.participantId, command.pregnancyId);
      const { zone } = await knownParticipant(tx, before.participantId);
      if (before.receivedAt) throw new Rejection('already-received');
      mustBeReceivedAfterAwareness(before, receivedAt, tx.now);
      const after = { ...before, receivedAt, version: before.version + 1 };
      const kept = await keepPregnancy(tx, before, after, { act: 'received', learnedAt: receivedAt }, zone);
      const { trialId, siteId, id: pregnancyId } = kept;
      await meet(tx, pregnancyReportRunsOut, { trialId, siteId, pregnancyId });
      publish(tx, pregnancyReceived, {
        ...toldOf(kept),
        receivedAt: receivedAt.toString({ fractionalSecondDigits: 3 }),
        late: isReportLate(kept, receivedAt),
      });
      return viewOf(tx, kept);
    });
  }
}
