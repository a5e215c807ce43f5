import { Injectable } from '@nestjs/common';
import type { PregnancyView, ReceivePregnancyCommand } from '@trial/contracts';
import { meet } from '@trial/deadlines';
import { instant, Rejection, type Context } from '@trial/kernel';
import { Transactions } from '@trial/persistence';
import { mustBeReceivedAfterAwareness } from '../domain/sponsor-receipt.js';
import { knownParticipant } from '../participants/participant.reads.js';
import { keepPregnancy } from './keep-pregnancy.js';
import { pregnancyReportRunsOut } from './pregnancy.deadlines.js';
import { lockPregnancy, viewOf } from './pregnancy.reads.js';
import { tellReceipt } from './tell-receipt.js';

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
      tellReceipt(tx, kept, receivedAt);
      return viewOf(tx, kept);
    });
  }
}
