import { Injectable } from '@nestjs/common';
import {
  deviationDrafted,
  visitAppointmentWithdrawn,
  visitAttendanceCorrected,
  visitMoved,
  visitPlanned,
  visitRescheduled,
  visitWindowClosed,
  type EventOf,
} from '@trial/contracts';
import { OnEvent } from '@trial/messaging';
import type { Transaction } from '@trial/persistence';
import { newsIn, spreadNews } from './spread-news.js';

/**
 * Our own news that only webhooks listen to, from the stream, so that whoever plans a visit does not wait for them. What
 * the work list hears as well comes from there (`work/hear-visits.ts`): an event has one handler in a service.
 */
@Injectable()
export class HearForWebhooks {
  @OnEvent(visitPlanned)
  onPlanned(event: EventOf<typeof visitPlanned>, tx: Transaction): Promise<void> {
    return spreadNews(tx, newsIn(visitPlanned, event));
  }

  @OnEvent(visitMoved)
  onMoved(event: EventOf<typeof visitMoved>, tx: Transaction): Promise<void> {
    return spreadNews(tx, newsIn(visitMoved, event));
  }

  @OnEvent(visitWindowClosed)
  onWindowClosed(event: EventOf<typeof visitWindowClosed>, tx: Transaction): Promise<void> {
    return spreadNews(tx, newsIn(visitWindowClosed, event));
  }

  @OnEvent(visitAttendanceCorrected)
  onCorrected(event: EventOf<typeof visitAttendanceCorrected>, tx: Transaction): Promise<void> {
    return spreadNews(tx, newsIn(visitAttendanceCorrected, event));
  }

  @OnEvent(visitRescheduled)
  onRescheduled(event: EventOf<typeof visitRescheduled>, tx: Transaction): Promise<void> {
    return spreadNews(tx, newsIn(visitRescheduled, event));
  }

  @OnEvent(visitAppointmentWithdrawn)
  onWithdrawn(event: EventOf<typeof visitAppointmentWithdrawn>, tx: Transaction): Promise<void> {
    return spreadNews(tx, newsIn(visitAppointmentWithdrawn, event));
  }

  @OnEvent(deviationDrafted)
  onDeviation(event: EventOf<typeof deviationDrafted>, tx: Transaction): Promise<void> {
    return spreadNews(tx, newsIn(deviationDrafted, event));
  }
}
