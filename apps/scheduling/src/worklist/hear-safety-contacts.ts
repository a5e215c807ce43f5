import { Injectable } from '@nestjs/common';
import { safetyContactDue, safetyContactSettled, type EventOf } from '@trial/contracts';
import { OnEvent } from '@trial/messaging';
import type { Transaction } from '@trial/persistence';
import { FollowWork } from './follow-work.js';

/** What is to be done for whoever withdrew and may be contacted. */
@Injectable()
export class HearSafetyContacts {
  constructor(private readonly work: FollowWork) {}

  @OnEvent(safetyContactDue)
  onSafetyContactDue(event: EventOf<typeof safetyContactDue>, tx: Transaction): Promise<void> {
    return this.work.hear(safetyContactDue, event, tx);
  }

  @OnEvent(safetyContactSettled)
  onSafetyContactSettled(event: EventOf<typeof safetyContactSettled>, tx: Transaction): Promise<void> {
    return this.work.hear(safetyContactSettled, event, tx);
  }
}
