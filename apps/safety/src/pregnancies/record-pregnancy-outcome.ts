import { Injectable } from '@nestjs/common';
import type { PregnancyView, RecordPregnancyOutcomeCommand } from '@trial/contracts';
import { civilDate, instant, partialDate, type Context } from '@trial/kernel';
import { Transactions } from '@trial/persistence';
import { mustBeKnown, mustBeOnePregnancy, mustGoOn } from '../domain/pregnancy.js';
import { knownParticipant } from '../participants/participant.reads.js';
import { keepPregnancy } from './keep-pregnancy.js';
import { lockPregnancy, viewOf } from './pregnancy.reads.js';

/** How it ended; nobody asks any more. An anomaly waits for its adverse event. */
@Injectable()
export class RecordPregnancyOutcome {
  constructor(private readonly transactions: Transactions) {}

  execute(command: RecordPregnancyOutcomeCommand, context: Context): Promise<PregnancyView> {
    const { outcome, congenitalAnomaly } = command;
    const learnedAt = instant(command.learnedAt);
    return this.transactions.once(context, async (tx) => {
      const before = await lockPregnancy(tx, command.participantId, command.pregnancyId, command.expectedVersion);
      const { zone } = await knownParticipant(tx, before.participantId);
      mustGoOn(before);
      mustBeKnown('learnedAt', learnedAt, tx.now);
      const endedOn = command.endedOn === undefined ? null : partialDate(command.endedOn);
      const after = { ...before, outcome, endedOn, congenitalAnomaly, followUpOn: null, version: before.version + 1 };
      mustBeOnePregnancy(after, zone, civilDate(tx.now, zone));
      return viewOf(tx, await keepPregnancy(tx, before, after, { act: 'ended', learnedAt }, zone));
    });
  }
}
