import { Injectable } from '@nestjs/common';
import { sponsorClockWithdrawn, type SponsorClockView, type WithdrawSponsorClockCommand } from '@trial/contracts';
import { disarm } from '@trial/deadlines';
import type { Context } from '@trial/kernel';
import { publish } from '@trial/messaging';
import { Transactions } from '@trial/persistence';
import { withdrawSponsorClock } from '../domain/sponsor-clock-correction.js';
import { endSponsorClock } from './end-sponsor-clock.js';
import { sponsorClockFactsOf } from './sponsor-clock-facts.js';
import { sponsorClockRunsOut } from './sponsor-clock.deadline.js';
import { lockSponsorClock, viewOfClock } from './sponsor-clock.reads.js';

/** A fact, or the plan of annual reports, was recorded in error: nothing is due by it, and it stays on record. */
@Injectable()
export class WithdrawSponsorClock {
  constructor(private readonly transactions: Transactions) {}

  execute({ trialId, clockId, reason }: WithdrawSponsorClockCommand, context: Context): Promise<SponsorClockView> {
    return this.transactions.once(context, async (tx) => {
      const standing = await lockSponsorClock(tx, clockId);
      const clock = withdrawSponsorClock(standing, { by: context.actor, at: tx.now, reason });
      await endSponsorClock(tx, clock);
      await disarm(tx, sponsorClockRunsOut, { trialId, siteId: '', clockId });
      publish(tx, sponsorClockWithdrawn, sponsorClockFactsOf(clock));
      return viewOfClock(tx, clock);
    });
  }
}
