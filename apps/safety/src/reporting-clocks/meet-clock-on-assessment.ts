import { Injectable } from '@nestjs/common';
import { expeditedAssessmentClosed, type EventOf } from '@trial/contracts';
import { instant } from '@trial/kernel';
import { OnEvent } from '@trial/messaging';
import type { Transaction } from '@trial/persistence';
import { meetClocks, runningClocks } from './end-clocks.js';

/** Pharmacovigilance has done what the clock asked. What that was is not known here, and need not be. */
@Injectable()
export class MeetClockOnAssessment {
  @OnEvent(expeditedAssessmentClosed)
  async on({ data }: EventOf<typeof expeditedAssessmentClosed>, tx: Transaction): Promise<void> {
    await meetClocks(tx, await runningClocks(tx, data.adverseEventId, [data.clock]), instant(data.closedAt));
  }
}
