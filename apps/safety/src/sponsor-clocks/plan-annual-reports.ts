import { Injectable } from '@nestjs/common';
import type { PlanAnnualReportsCommand, SponsorClockView } from '@trial/contracts';
import { plainDate, Rejection, type Context } from '@trial/kernel';
import { isConflict, Transactions } from '@trial/persistence';
import { Trials } from '@trial/trial-configuration';
import { annualReport } from '../domain/sponsor-clock.js';
import { viewOfClock } from './sponsor-clock.reads.js';
import { startSponsorClock } from './start-sponsor-clock.js';

/** The annual reports of a trial begin with the first one that was not made yet. */
@Injectable()
export class PlanAnnualReports {
  constructor(
    private readonly transactions: Transactions,
    private readonly trials: Trials,
  ) {}

  async execute(command: PlanAnnualReportsCommand, context: Context): Promise<SponsorClockView> {
    const { trialId, firstAuthorisedOn, reportedUntil } = command;
    try {
      return await this.transactions.once(context, async (tx) => {
        const trial = this.trials.inForceAnywhere(trialId, tx.now);
        const until = reportedUntil === undefined ? null : plainDate(reportedUntil);
        const times = annualReport(plainDate(firstAuthorisedOn), until, trial.reporting, tx.now);
        const clock = await startSponsorClock(tx, trial, `first authorised on ${firstAuthorisedOn}`, times);
        return viewOfClock(tx, clock);
      });
    } catch (error) {
      if (isConflict(error, 'sponsor_clock_one_annual'))
        throw new Rejection('annual-report-planned', { rule: 'the one that is due next is answered first' });
      throw error;
    }
  }
}
