import { Injectable } from '@nestjs/common';
import { visitCancelled, visitDone, visitMissed, visitWindowOpened, type EventOf } from '@trial/contracts';
import { OnEvent } from '@trial/messaging';
import type { Transaction } from '@trial/persistence';
import { newsIn, spreadNews } from '../webhooks/spread-news.js';
import { alignWork, holdVisit } from './align-work.js';
import { FollowWork } from './follow-work.js';

/** Our own news of visits, from the stream: a list that is new fills itself from the beginning of it. Webhooks hear it too. */
@Injectable()
export class HearVisits {
  constructor(private readonly work: FollowWork) {}

  @OnEvent(visitWindowOpened)
  async onWindowOpened(event: EventOf<typeof visitWindowOpened>, tx: Transaction): Promise<void> {
    await holdVisit(tx, event.data.visitId);
    await this.work.hear(visitWindowOpened, event, tx);
    await alignWork(tx, event.data.visitId);
    await spreadNews(tx, newsIn(visitWindowOpened, event));
  }

  @OnEvent(visitDone)
  async onDone(event: EventOf<typeof visitDone>, tx: Transaction): Promise<void> {
    await holdVisit(tx, event.data.visitId);
    await this.work.hear(visitDone, event, tx);
    await spreadNews(tx, newsIn(visitDone, event));
  }

  @OnEvent(visitMissed)
  async onMissed(event: EventOf<typeof visitMissed>, tx: Transaction): Promise<void> {
    await holdVisit(tx, event.data.visitId);
    await this.work.hear(visitMissed, event, tx);
    await spreadNews(tx, newsIn(visitMissed, event));
  }

  @OnEvent(visitCancelled)
  async onCancelled(event: EventOf<typeof visitCancelled>, tx: Transaction): Promise<void> {
    await holdVisit(tx, event.data.visitId);
    await this.work.hear(visitCancelled, event, tx);
    await spreadNews(tx, newsIn(visitCancelled, event));
  }
}
