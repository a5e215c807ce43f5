import { Injectable } from '@nestjs/common';
import type { CorrectPregnancyCommand, PregnancyView } from '@trial/contracts';
import { civilDate, partialDate, type Context } from '@trial/kernel';
import { Transactions } from '@trial/persistence';
import { correctPregnancy, mustBeOnePregnancy, nextFollowUp, type PregnancyFacts } from '../domain/pregnancy.js';
import { knownParticipant } from '../participants/participant.reads.js';
import { keepPregnancy } from './keep-pregnancy.js';
import { lockPregnancy, viewOf } from './pregnancy.reads.js';

/** Something was recorded wrongly; what stood there before stays in the entries. */
@Injectable()
export class CorrectPregnancy {
  constructor(private readonly transactions: Transactions) {}

  execute(command: CorrectPregnancyCommand, context: Context): Promise<PregnancyView> {
    const { reason } = command;
    return this.transactions.once(context, async (tx) => {
      const before = await lockPregnancy(tx, command.participantId, command.pregnancyId, command.expectedVersion);
      const { zone } = await knownParticipant(tx, before.participantId);
      const today = civilDate(tx.now, zone);
      const corrected = correctPregnancy(before, toldIn(command));
      mustBeOnePregnancy(corrected, zone, today);
      const isAskedAsBefore =
        corrected.expectedOn === before.expectedOn && corrected.partnerConsent === before.partnerConsent;
      const followUpOn = isAskedAsBefore ? before.followUpOn : nextFollowUp(corrected, today);
      const after = { ...corrected, followUpOn, version: before.version + 1 };
      return viewOf(tx, await keepPregnancy(tx, before, after, { act: 'corrected', reason }, zone));
    });
  }
}

const toldIn = (command: CorrectPregnancyCommand): Partial<PregnancyFacts> => ({
  ...(command.lastPeriodOn ? { lastPeriodOn: partialDate(command.lastPeriodOn) } : {}),
  ...(command.conceivedOn ? { conceivedOn: partialDate(command.conceivedOn) } : {}),
  ...(command.expectedOn ? { expectedOn: partialDate(command.expectedOn) } : {}),
  ...(command.partnerConsent ? { partnerConsent: command.partnerConsent } : {}),
  ...(command.outcome ? { outcome: command.outcome } : {}),
  ...(command.endedOn ? { endedOn: partialDate(command.endedOn) } : {}),
  ...(command.congenitalAnomaly ? { congenitalAnomaly: command.congenitalAnomaly } : {}),
});
