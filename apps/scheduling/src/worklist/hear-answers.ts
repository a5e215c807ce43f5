import { Injectable } from '@nestjs/common';
import { assignmentMissed, responseSubmitted, resultRecorded, type EventOf } from '@trial/contracts';
import { OnEvent } from '@trial/messaging';
import type { Transaction } from '@trial/persistence';
import { Trials } from '@trial/trial-configuration';
import { settleForm } from '../notices/settle-form.js';
import { FollowWork } from './follow-work.js';

/** What was asked for at a visit has come: forms and results. Nobody is reminded of forms that are settled. */
@Injectable()
export class HearAnswers {
  constructor(
    private readonly work: FollowWork,
    private readonly trials: Trials,
  ) {}

  @OnEvent(responseSubmitted)
  async onResponse(event: EventOf<typeof responseSubmitted>, tx: Transaction): Promise<void> {
    await settleForm(tx, this.trials, event.data);
    await this.work.hear(responseSubmitted, event, tx);
  }

  @OnEvent(assignmentMissed)
  async onFormMissed(event: EventOf<typeof assignmentMissed>, tx: Transaction): Promise<void> {
    await settleForm(tx, this.trials, event.data);
    await this.work.hear(assignmentMissed, event, tx);
  }

  @OnEvent(resultRecorded)
  onResult(event: EventOf<typeof resultRecorded>, tx: Transaction): Promise<void> {
    return this.work.hear(resultRecorded, event, tx);
  }
}
