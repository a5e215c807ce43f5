import { Injectable } from '@nestjs/common';
import { sponsorClockMet, type AnswerSponsorClockCommand, type SponsorClockView } from '@trial/contracts';
import { meet } from '@trial/deadlines';
import { instant, isBefore, plainDate, Rejection, type Context } from '@trial/kernel';
import { publish } from '@trial/messaging';
import { Transactions, type Transaction } from '@trial/persistence';
import { Trials } from '@trial/trial-configuration';
import { annualReportAfter, answerSponsorClock, type SponsorClock } from '../domain/sponsor-clock.js';
import { sponsorClockFactsOf } from './sponsor-clock-facts.js';
import { sponsorClockRunsOut } from './sponsor-clock.deadline.js';
import { sponsorClockView } from './sponsor-clock.reads.js';
import { SponsorClocks } from './sponsor-clock.table.js';
import { startSponsorClock } from './start-sponsor-clock.js';

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
      const running = await tx
        .rows(SponsorClocks)
        .findOne({ where: { id: clockId }, lock: { mode: 'pessimistic_write' } });
      if (!running) throw new Rejection('sponsor-clock-unknown', { field: 'clockId' });
      const clock = answerSponsorClock(running, { at, by: context.actor, reference }, tx.now);

      await tx.rows(SponsorClocks).update({ id: clockId }, { metAt: at, metBy: clock.metBy, reference });
      await meet(tx, sponsorClockRunsOut, { trialId, siteId: '', clockId });
      publish(tx, sponsorClockMet, {
        ...sponsorClockFactsOf(clock),
        metAt: at.toString({ fractionalSecondDigits: 3 }),
        late: !isBefore(at, clock.dueAt),
      });
      if (clock.clock === 'annual-report' && !isLast) await this.startNext(tx, clock);
      return sponsorClockView(clock, tx.now);
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
