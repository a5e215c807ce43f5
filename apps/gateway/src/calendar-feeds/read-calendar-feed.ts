import { Injectable } from '@nestjs/common';
import { readOwnCalendar, readSiteCalendar, type CalendarEntry, type CalendarPage } from '@trial/contracts';
import { Rejection, type Context } from '@trial/kernel';
import { Transactions } from '@trial/persistence';
import { ServiceClient } from '../operations/service-client.js';
import { workingFeed, type WorkingFeed } from './calendar-feed.reads.js';
import { calendarText } from './calendar-text.js';
import { hashOfFeedToken } from './feed-token.js';

/** As many entries as one answer over NATS may hold. */
const PAGE = 200;

/** The calendar behind a secret address, read under the rights of the person whose feed it is, as they are now. */
@Injectable()
export class ReadCalendarFeed {
  constructor(
    private readonly transactions: Transactions,
    private readonly services: ServiceClient,
  ) {}

  /**
   * iCalendar. `Rejection`: `not-found` (no such feed, ended, or the access it was made under has: all look the same),
   * `service-away`, `no-answer-in-time`.
   */
  async execute(token: string, trace: string): Promise<string> {
    const { dataSource, clock } = this.transactions;
    const feed = await workingFeed(dataSource, hashOfFeedToken(token), clock.now().toString());
    if (!feed) throw new Rejection('not-found');
    const entries: CalendarEntry[] = [];
    for (let cursor: string | undefined; ;) {
      const page = await this.page(feed, cursor, trace);
      entries.push(...page.items);
      cursor = page.nextCursor;
      if (cursor === undefined) break;
    }
    return calendarText(feed.siteId === null ? 'Study visits' : `Study visits ${feed.siteId}`, entries);
  }

  private async page(feed: WorkingFeed, cursor: string | undefined, trace: string): Promise<CalendarPage> {
    const { trialId, siteId, participantId } = feed;
    const operation = siteId === null ? readOwnCalendar : readSiteCalendar;
    const of = siteId === null ? { participantId } : { siteId };
    const reply = await this.services.send(operation, {
      request: { trialId, ...of, limit: PAGE, ...(cursor === undefined ? {} : { cursor }) },
      context: contextOf(feed, operation.name, trace),
    });
    if ('ok' in reply) return reply.ok as CalendarPage;
    if ('rejection' in reply) throw new Rejection('not-found');
    throw new Error(`${operation.name} broke`);
  }
}

/** The person acts through their feed, with no more of what they may see than the calendar needs. */
const contextOf = (feed: WorkingFeed, query: string, trace: string): Context => ({
  actor: feed.personId,
  role: feed.role,
  organisation: feed.organisation,
  trialId: feed.trialId,
  sites: feed.siteId === null ? feed.sites : [feed.siteId],
  zone: feed.zone,
  reason: `query:${query}`,
  trace,
  cause: trace,
  ...(feed.participantId === null ? {} : { participantId: feed.participantId }),
});
