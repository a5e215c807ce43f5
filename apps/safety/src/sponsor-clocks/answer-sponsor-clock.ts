import { Injectable } from '@nestjs/common';
import type { AnswerSponsorClockCommand, SponsorClockView } from '@trial/contracts';
import { meet } from '@trial/deadlines';
import { instant, plainDate, type Context } from '@trial/kernel';
import { Transactions, type Transaction } from '@trial/persistence';
import { Trials } from '@trial/trial-configuration';
import { annualReportAfter, answerSponsorClock, type SponsorClock } from '../domain/sponsor-clock.js';
import { sponsorClockRunsOut } from './sponsor-clock.deadline.js';
import { lockSponsorClock, viewOfClock } from './sponsor-clock.reads.js';
import { SponsorClocks } from './sponsor-clock.table.js';
import { startSponsorClock } from './start-sponsor-clock.js';
import { tellAnswer } from './tell-answer.js';

/** The sponsor reported. An annual report starts the next, unless the trial has ended. */
@Injectable()
export class AnswerSponsorClock {
  constructor(
    private readonly transactions: Transactions,
    private readonly trials: Trials,
  ) {}

  execute(command: AnswerSponsorClockCommand, context: Context): Promise<SponsorClockView> {
    const { trialId, clockId, reference, isLast = false } = command;
    const at = instant(command.answeredAt);
    return this.transactions.once(context, async (tx) => {
      const running = await lockSponsorClock(tx, clockId);
      const clock = answerSponsorClock(running, { at, by: context.actor, reference }, tx.now);

      await tx.rows(SponsorClocks).update({ id: clockId }, { metAt: at, metBy: clock.metBy, reference });
      await meet(tx, sponsorClockRunsOut, { trialId, siteId: '', clockId });
      await tellAnswer(tx, clock, at);
      if (clock.clock === 'annual-report' && !isLast) await this.startNext(tx, clock);
      return viewOfClock(tx, clock);
    });
  }

  private async startNext(tx: Transaction, { trialId, fact, dayZeroOn, inputs }: SponsorClock): Promise<void> {
    const { firstAuthorisedOn } = inputs;
    if (firstAuthorisedOn === undefined) throw new Error('an annual report knows the day of first authorisation');
    const trial = this.trials.inForceAnywhere(trialId, tx.now);
    const next = annualReportAfter(plainDate(firstAuthorisedOn), dayZeroOn, trial.reporting);
    await startSponsorClock(tx, trial, fact, next);
  }
}
