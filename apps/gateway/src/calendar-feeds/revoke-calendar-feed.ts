import { Injectable } from '@nestjs/common';
import type { CalendarFeedId, RevokeCalendarFeedCommand } from '@trial/contracts';
import { Rejection, type Context } from '@trial/kernel';
import { Transactions } from '@trial/persistence';

/** Ends a feed of the caller; whoever asks for it afterwards finds nothing. */
@Injectable()
export class RevokeCalendarFeed {
  constructor(private readonly transactions: Transactions) {}

  execute({ trialId, feedId }: RevokeCalendarFeedCommand, context: Context): Promise<CalendarFeedId> {
    return this.transactions.once(context, async (tx) => {
      const ended = await tx.query(
        `update calendar_feed set revoked_at = $4
          where id = $1 and trial_id = $2 and person_id = $3 and revoked_at is null returning id`,
        [feedId, trialId, context.actor, tx.now.toString()],
      );
      if (ended.length === 0) throw new Rejection('calendar-feed-unknown', { field: 'feedId' });
      return { feedId };
    });
  }
}
