import { Injectable } from '@nestjs/common';
import {
  pregnancyReported,
  pregnancyReceived,
  pregnancyFollowUpDue,
  pregnancyFollowUpSettled,
  pregnancyAnomalyFound,
  pregnancyAnomalySettled,
  type EventOf,
} from '@trial/contracts';
import { OnEvent } from '@trial/messaging';
import type { Transaction } from '@trial/persistence';
import { FollowWork } from './follow-work.js';

/** What a pregnancy asks of the site and the sponsor. */
@Injectable()
export class HearPregnancies {
  constructor(private readonly work: FollowWork) {}

  @OnEvent(pregnancyReported)
  onPregnancyReported(event: EventOf<typeof pregnancyReported>, tx: Transaction): Promise<void> {
    return this.work.hear(pregnancyReported, event, tx);
  }

  @OnEvent(pregnancyReceived)
  onPregnancyReceived(event: EventOf<typeof pregnancyReceived>, tx: Transaction): Promise<void> {
    return this.work.hear(pregnancyReceived, event, tx);
  }

  @OnEvent(pregnancyFollowUpDue)
  onPregnancyFollowUpDue(event: EventOf<typeof pregnancyFollowUpDue>, tx: Transaction): Promise<void> {
    return this.work.hear(pregnancyFollowUpDue, event, tx);
  }

  @OnEvent(pregnancyFollowUpSettled)
  onPregnancyFollowUpSettled(event: EventOf<typeof pregnancyFollowUpSettled>, tx: Transaction): Promise<void> {
    return this.work.hear(pregnancyFollowUpSettled, event, tx);
  }

  @OnEvent(pregnancyAnomalyFound)
  onPregnancyAnomalyFound(event: EventOf<typeof pregnancyAnomalyFound>, tx: Transaction): Promise<void> {
    return this.work.hear(pregnancyAnomalyFound, event, tx);
  }

  @OnEvent(pregnancyAnomalySettled)
  onPregnancyAnomalySettled(event: EventOf<typeof pregnancyAnomalySettled>, tx: Transaction): Promise<void> {
    return this.work.hear(pregnancyAnomalySettled, event, tx);
  }
}
