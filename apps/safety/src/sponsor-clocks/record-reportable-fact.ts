import { Injectable } from '@nestjs/common';
import type { RecordReportableFactCommand, SponsorClockView } from '@trial/contracts';
import { instant, type Context } from '@trial/kernel';
import { Transactions } from '@trial/persistence';
import { Trials } from '@trial/trial-configuration';
import { reportableFact } from '../domain/sponsor-clock.js';
import { viewOfClock } from './sponsor-clock.reads.js';
import { startSponsorClock } from './start-sponsor-clock.js';

/** The sponsor took a measure, or learned of a breach or of what changes benefit and risk: its days run. */
@Injectable()
export class RecordReportableFact {
  constructor(
    private readonly transactions: Transactions,
    private readonly trials: Trials,
  ) {}

  execute(
    { trialId, clock, happenedAt, fact }: RecordReportableFactCommand,
    context: Context,
  ): Promise<SponsorClockView> {
    return this.transactions.once(context, async (tx) => {
      const trial = this.trials.inForceAnywhere(trialId, tx.now);
      const times = reportableFact(clock, instant(happenedAt), trial.reporting, tx.now);
      return viewOfClock(tx, await startSponsorClock(tx, trial, fact, times));
    });
  }
}
