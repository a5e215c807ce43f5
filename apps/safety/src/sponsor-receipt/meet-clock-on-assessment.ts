import { Injectable } from '@nestjs/common';
import { expeditedAssessmentClosed, type EventOf } from '@trial/contracts';
import { compareInstants, instant, isAfter } from '@trial/kernel';
import { OnEvent } from '@trial/messaging';
import type { Transaction } from '@trial/persistence';
import { Trials } from '@trial/trial-configuration';
import { AdverseEvents } from '../adverse-events/adverse-event.table.js';
import { followUpClock, type ClockTimes } from '../domain/reporting-clocks.js';
import { FollowUps } from '../judgements/follow-up.table.js';
import { meetClocks, runningClocks } from '../reporting-clocks/end-clocks.js';
import { reportingPolicyOf } from '../reporting-clocks/reporting-policy.js';
import { startClocks } from '../reporting-clocks/start-clocks.js';

/** Pharmacovigilance has done what the clock asked. What that was is not known here, and need not be. */
@Injectable()
export class MeetClockOnAssessment {
  constructor(private readonly trials: Trials) {}

  @OnEvent(expeditedAssessmentClosed)
  async on({ data }: EventOf<typeof expeditedAssessmentClosed>, tx: Transaction): Promise<void> {
    const answered = await runningClocks(tx, data.adverseEventId, [data.clock]);
    await meetClocks(tx, answered, instant(data.closedAt));
    const [clock] = answered;
    if (clock && data.clock !== 'susar-completion') await this.goOnWithFollowUp(tx, data.adverseEventId, clock);
  }

  /** Information that came while the clock ran was not what it asked about: the first of it has its own day 0 now. */
  private async goOnWithFollowUp(tx: Transaction, adverseEventId: string, { startedAt }: ClockTimes): Promise<void> {
    const [next] = (await tx.rows(FollowUps).findBy({ adverseEventId }))
      .filter(({ receivedAt }) => isAfter(receivedAt, startedAt))
      .sort((a, b) => compareInstants(a.receivedAt, b.receivedAt));
    if (!next) return;
    const event = await tx.rows(AdverseEvents).findOneByOrFail({ id: adverseEventId });
    const policy = reportingPolicyOf(this.trials.version(event.trialId, event.trialVersion));
    await startClocks(tx, event, [followUpClock(next.receivedAt, policy)]);
  }
}
