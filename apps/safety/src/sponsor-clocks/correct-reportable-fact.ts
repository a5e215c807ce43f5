import { Injectable } from '@nestjs/common';
import {
  sponsorClockStarted,
  sponsorClockSuperseded,
  type CorrectReportableFactCommand,
  type SponsorClockView,
} from '@trial/contracts';
import { arm, disarm } from '@trial/deadlines';
import { instant, Rejection, type Context } from '@trial/kernel';
import { publish } from '@trial/messaging';
import { Transactions } from '@trial/persistence';
import { Trials } from '@trial/trial-configuration';
import { reportableFact } from '../domain/sponsor-clock.js';
import { correctSponsorClock } from '../domain/sponsor-clock-correction.js';
import { endSponsorClock } from './end-sponsor-clock.js';
import { sponsorClockFactsOf } from './sponsor-clock-facts.js';
import { sponsorClockRunsOut } from './sponsor-clock.deadline.js';
import { lockSponsorClock, viewOfClock } from './sponsor-clock.reads.js';
import { SponsorClocks } from './sponsor-clock.table.js';
import { tellAnswer } from './tell-answer.js';

/**
 * The moment of a fact was recorded wrongly: its days are computed again by the version of the trial they went by. A clock
 * that is overdue now is told of as soon as it is armed; one that was answered, and too late as it turns out, at once.
 */
@Injectable()
export class CorrectReportableFact {
  constructor(
    private readonly transactions: Transactions,
    private readonly trials: Trials,
  ) {}

  execute(command: CorrectReportableFactCommand, context: Context): Promise<SponsorClockView> {
    const { trialId, clockId, reason } = command;
    return this.transactions.once(context, async (tx) => {
      const wrong = await lockSponsorClock(tx, clockId);
      if (wrong.clock === 'annual-report')
        throw new Rejection('not-a-fact', { field: 'clockId', rule: 'withdraw it and plan the annual reports again' });
      const { reporting } = this.trials.version(trialId, wrong.trialVersion);
      const times = reportableFact(wrong.clock, instant(command.happenedAt), reporting, tx.now);
      const by = { by: context.actor, at: tx.now, reason };
      const { superseded, corrected } = correctSponsorClock(tx.newId(), wrong, times, by);

      await endSponsorClock(tx, superseded);
      await disarm(tx, sponsorClockRunsOut, { trialId, siteId: '', clockId });
      publish(tx, sponsorClockSuperseded, sponsorClockFactsOf(superseded));
      await tx.rows(SponsorClocks).insert(corrected);
      publish(tx, sponsorClockStarted, sponsorClockFactsOf(corrected));
      if (corrected.metAt === null)
        arm(tx, sponsorClockRunsOut, { trialId, siteId: '', clockId: corrected.id }, corrected.dueAt);
      else await tellAnswer(tx, corrected, corrected.metAt);
      return viewOfClock(tx, corrected);
    });
  }
}
