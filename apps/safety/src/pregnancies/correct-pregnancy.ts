import { Injectable } from '@nestjs/common';
import type { CorrectPregnancyCommand, PregnancyView } from '@trial/contracts';
import { civilDate, instant, partialDate, type Context } from '@trial/kernel';
import { Transactions } from '@trial/persistence';
import { Trials } from '@trial/trial-configuration';
import {
  correctPregnancy,
  mustBeKnown,
  mustBeOnePregnancy,
  nextFollowUp,
  type Pregnancy,
  type PregnancyFacts,
} from '../domain/pregnancy.js';
import { saeToSponsorClock } from '../domain/reporting-clocks.js';
import { knownParticipant } from '../participants/participant.reads.js';
import { firstLateInstant } from '../reporting-clocks/reporting-clock.deadline.js';
import { reportingPolicyOf } from '../reporting-clocks/reporting-policy.js';
import { keepPregnancy } from './keep-pregnancy.js';
import { lockPregnancy, viewOf } from './pregnancy.reads.js';
import { tellReceipt } from './tell-receipt.js';
import { tellReport } from './tell-report.js';

/** Something was recorded wrongly; what stood there before stays in the entries. Another moment of awareness moves the hours. */
@Injectable()
export class CorrectPregnancy {
  constructor(
    private readonly transactions: Transactions,
    private readonly trials: Trials,
  ) {}

  execute(command: CorrectPregnancyCommand, context: Context): Promise<PregnancyView> {
    const { reason } = command;
    return this.transactions.once(context, async (tx) => {
      const before = await lockPregnancy(tx, command.participantId, command.pregnancyId, command.expectedVersion);
      const { zone } = await knownParticipant(tx, before.participantId);
      const today = civilDate(tx.now, zone);
      const corrected = correctPregnancy(before, toldIn(command));
      mustBeKnown('awareAt', corrected.awareAt, tx.now);
      mustBeOnePregnancy(corrected, zone, today);
      const isAskedAsBefore = (['expectedOn', 'partnerConsent', 'outcome'] as const).every(
        (name) => corrected[name] === before[name],
      );
      const followUpOn = isAskedAsBefore ? before.followUpOn : nextFollowUp(corrected, today);
      const hours = saeToSponsorClock(
        corrected.awareAt,
        reportingPolicyOf(this.trials.version(before.trialId, before.trialVersion)),
      );
      const after = { ...corrected, dueAt: hours.dueAt, followUpOn, version: before.version + 1 };
      const isMoved = !after.awareAt.equals(before.awareAt);
      const said = { act: 'corrected', reason, ...(isMoved ? { learnedAt: after.awareAt } : {}) } as const;
      const kept = await keepPregnancy(tx, before, after, said, zone);
      if (isMoved) tellReport(tx, kept, firstLateInstant(hours));
      if (isMoved && kept.receivedAt) tellReceipt(tx, kept, kept.receivedAt);
      return viewOf(tx, kept);
    });
  }
}

const toldIn = (command: CorrectPregnancyCommand): Partial<PregnancyFacts & Pick<Pregnancy, 'awareAt'>> => ({
  ...(command.awareAt ? { awareAt: instant(command.awareAt) } : {}),
  ...(command.lastPeriodOn ? { lastPeriodOn: partialDate(command.lastPeriodOn) } : {}),
  ...(command.conceivedOn ? { conceivedOn: partialDate(command.conceivedOn) } : {}),
  ...(command.expectedOn ? { expectedOn: partialDate(command.expectedOn) } : {}),
  ...(command.partnerConsent ? { partnerConsent: command.partnerConsent } : {}),
  ...(command.outcome ? { outcome: command.outcome } : {}),
  ...(command.endedOn ? { endedOn: partialDate(command.endedOn) } : {}),
  ...(command.congenitalAnomaly ? { congenitalAnomaly: command.congenitalAnomaly } : {}),
});
