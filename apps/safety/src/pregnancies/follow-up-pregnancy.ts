import { Injectable } from '@nestjs/common';
import type { FollowUpPregnancyCommand, PregnancyView } from '@trial/contracts';
import { civilDate, instant, type Context } from '@trial/kernel';
import { Transactions } from '@trial/persistence';
import { mustBeAgreedTo, mustBeKnown, mustGoOn, nextFollowUp } from '../domain/pregnancy.js';
import { knownParticipant } from '../participants/participant.reads.js';
import { keepPregnancy } from './keep-pregnancy.js';
import { lockPregnancy, viewOf } from './pregnancy.reads.js';

/** The site asked how it goes, and asks again. */
@Injectable()
export class FollowUpPregnancy {
  constructor(private readonly transactions: Transactions) {}

  execute(command: FollowUpPregnancyCommand, context: Context): Promise<PregnancyView> {
    const { information, askAgainOn } = command;
    const learnedAt = instant(command.learnedAt);
    return this.transactions.once(context, async (tx) => {
      const before = await lockPregnancy(tx, command.participantId, command.pregnancyId, command.expectedVersion);
      const { zone } = await knownParticipant(tx, before.participantId);
      mustGoOn(before);
      mustBeAgreedTo(before);
      mustBeKnown('learnedAt', learnedAt, tx.now);
      const followUpOn = nextFollowUp(before, civilDate(tx.now, zone), askAgainOn);
      const after = { ...before, followUpOn, version: before.version + 1 };
      return viewOf(tx, await keepPregnancy(tx, before, after, { act: 'followed-up', information, learnedAt }, zone));
    });
  }
}
