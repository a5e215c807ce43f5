import { Injectable } from '@nestjs/common';
import { assignmentMissed, responseSubmitted, resultRecorded, type EventOf } from '@trial/contracts';
import { OnEvent } from '@trial/messaging';
import type { Transaction } from '@trial/persistence';
import { FollowWork } from './follow-work.js';

/** What was asked for at a visit has come: forms and results. */
@Injectable()
export class HearAnswers {
  constructor(private readonly work: FollowWork) {}

  @OnEvent(responseSubmitted)
  onResponse(event: EventOf<typeof responseSubmitted>, tx: Transaction): Promise<void> {
    return this.work.hear(responseSubmitted, event, tx);
  }

  @OnEvent(assignmentMissed)
  onFormMissed(event: EventOf<typeof assignmentMissed>, tx: Transaction): Promise<void> {
    return this.work.hear(assignmentMissed, event, tx);
  }

  @OnEvent(resultRecorded)
  onResult(event: EventOf<typeof resultRecorded>, tx: Transaction): Promise<void> {
    return this.work.hear(resultRecorded, event, tx);
  }
}
