import { Controller } from '@nestjs/common';
import {
  createOwnCalendarFeed,
  createSiteCalendarFeed,
  listCalendarFeeds,
  revokeCalendarFeed,
  type CalendarFeedId,
  type CalendarFeedPage,
  type CreatedCalendarFeed,
  type CreateOwnCalendarFeedCommand,
  type CreateSiteCalendarFeedCommand,
  type PageOfTrial,
  type RevokeCalendarFeedCommand,
} from '@trial/contracts';
import type { Context } from '@trial/kernel';
import { OnCommand, OnQuery } from '@trial/messaging';
import { Transactions } from '@trial/persistence';
import { calendarFeedPage } from './calendar-feed.reads.js';
import { CreateCalendarFeed } from './create-calendar-feed.js';
import { RevokeCalendarFeed } from './revoke-calendar-feed.js';

@Controller()
export class CalendarFeedsController {
  constructor(
    private readonly transactions: Transactions,
    private readonly creating: CreateCalendarFeed,
    private readonly revoking: RevokeCalendarFeed,
  ) {}

  @OnCommand(createSiteCalendarFeed)
  ofSite(command: CreateSiteCalendarFeedCommand, context: Context): Promise<CreatedCalendarFeed> {
    return this.creating.ofSite(command, context);
  }

  @OnCommand(createOwnCalendarFeed)
  own(command: CreateOwnCalendarFeedCommand, context: Context): Promise<CreatedCalendarFeed> {
    return this.creating.own(command, context);
  }

  @OnCommand(revokeCalendarFeed)
  revoke(command: RevokeCalendarFeedCommand, context: Context): Promise<CalendarFeedId> {
    return this.revoking.execute(command, context);
  }

  @OnQuery(listCalendarFeeds)
  list(request: PageOfTrial, context: Context): Promise<CalendarFeedPage> {
    return this.transactions.read(context, (tx) => calendarFeedPage(tx, request));
  }
}
