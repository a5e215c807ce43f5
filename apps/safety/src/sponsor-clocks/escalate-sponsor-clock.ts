import { Injectable } from '@nestjs/common';
import { OnDeadline, type PayloadOf } from '@trial/deadlines';
import type { Transaction } from '@trial/persistence';
import { sponsorClockState } from '../domain/sponsor-clock.js';
import { sponsorClockRunsOut } from './sponsor-clock.deadline.js';
import { SponsorClocks } from './sponsor-clock.table.js';
import { tellSponsorBreach } from './tell-sponsor-breach.js';

/** Nobody reported in time. The clock goes on running, overdue, until somebody does; the breach is told once. */
@Injectable()
export class EscalateSponsorClock {
  @OnDeadline(sponsorClockRunsOut)
  async overdue({ clockId }: PayloadOf<typeof sponsorClockRunsOut>, tx: Transaction): Promise<void> {
    const clock = await tx.rows(SponsorClocks).findOneBy({ id: clockId });
    if (clock && sponsorClockState(clock, tx.now) === 'breached') await tellSponsorBreach(tx, clock);
  }
}
