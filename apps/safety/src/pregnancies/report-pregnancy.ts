import { Injectable } from '@nestjs/common';
import type { PregnancyView, ReportPregnancyCommand } from '@trial/contracts';
import { civilDate, instant, partialDate, type Context } from '@trial/kernel';
import { Transactions } from '@trial/persistence';
import { Trials } from '@trial/trial-configuration';
import { mustBeKnown, mustBeOnePregnancy, nextFollowUp, type Pregnancy } from '../domain/pregnancy.js';
import { saeToSponsorClock } from '../domain/reporting-clocks.js';
import { knownParticipant } from '../participants/participant.reads.js';
import { firstLateInstant } from '../reporting-clocks/reporting-clock.deadline.js';
import { reportingPolicyOf } from '../reporting-clocks/reporting-policy.js';
import { keepPregnancy } from './keep-pregnancy.js';
import { viewOf } from './pregnancy.reads.js';
import { tellReport } from './tell-report.js';

@Injectable()
export class ReportPregnancy {
  constructor(
    private readonly transactions: Transactions,
    private readonly trials: Trials,
  ) {}

  execute(command: ReportPregnancyCommand, context: Context): Promise<PregnancyView> {
    const awareAt = instant(command.awareAt);
    return this.transactions.once(context, async (tx) => {
      const participant = await knownParticipant(tx, command.participantId);
      const { zone, siteId, trialVersion } = participant;
      const policy = reportingPolicyOf(this.trials.version(command.trialId, trialVersion));
      const hours = saeToSponsorClock(awareAt, policy);
      const today = civilDate(tx.now, zone);
      const said = {
        ...{ lastPeriodOn: day(command.lastPeriodOn), conceivedOn: day(command.conceivedOn) },
        ...{ expectedOn: day(command.expectedOn), partnerConsent: command.partnerConsent ?? null },
        ...{ outcome: 'ongoing' as const, endedOn: null, congenitalAnomaly: null },
        ...{ whose: command.whose, awareAt },
      };
      mustBeKnown('awareAt', awareAt, tx.now);
      mustBeOnePregnancy(said, zone, today);
      const pregnancy: Pregnancy = {
        ...{ ...said, id: tx.newId(), trialId: command.trialId, siteId, participantId: participant.id, trialVersion },
        ...{ dueAt: hours.dueAt, receivedAt: null, followUpOn: nextFollowUp(said, today), followUpId: null },
        ...{ anomalyId: null, adverseEventId: null, recordedAt: tx.now, version: 1 },
      };
      const kept = await keepPregnancy(tx, undefined, pregnancy, { act: 'reported', learnedAt: awareAt }, zone);
      tellReport(tx, kept, firstLateInstant(hours));
      return viewOf(tx, kept);
    });
  }
}

const day = (text: string | undefined) => (text === undefined ? null : partialDate(text));
