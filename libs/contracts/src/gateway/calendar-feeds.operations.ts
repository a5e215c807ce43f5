import { Choice, Code, Identifier, Moment, Parts, Text } from '../fields.js';
import { defineCommand, defineQuery } from '../operation.js';
import { AtParticipant, AtTrial, PageOfTrial } from '../places.js';

export class CreateSiteCalendarFeedCommand extends AtTrial {
  @Code({ description: 'The site whose calendar it is.' }) siteId: string;
}

export class CreateOwnCalendarFeedCommand extends AtParticipant {}

export class CreatedCalendarFeed {
  @Identifier() feedId: string;
  @Text({
    optional: true,
    max: 200,
    description:
      'The secret address, below the address of this API. Shown once: the repeat of a request leaves it out; make another feed then.',
  })
  path?: string;
}

export class RevokeCalendarFeedCommand extends AtTrial {
  @Identifier({ description: 'The feed.' }) feedId: string;
}

export class CalendarFeedId {
  @Identifier() feedId: string;
}

export class CalendarFeedView {
  @Identifier() feedId: string;
  @Choice(['site', 'participant']) of: string;
  @Code({ optional: true }) siteId?: string;
  @Moment() createdAt: string;
}

export class CalendarFeedPage {
  @Parts(() => CalendarFeedView) items: CalendarFeedView[];
  @Text({ optional: true }) nextCursor?: string;
}

const siteStaff = ['investigator', 'study-nurse'] as const;

export const createSiteCalendarFeed = defineCommand({
  service: 'gateway',
  name: 'create-site-calendar-feed',
  route: 'POST /trials/:trialId/sites/:siteId/calendar-feeds',
  summary: 'Makes a secret address under which a calendar program finds the visits of a site; ends the one before',
  request: CreateSiteCalendarFeedCommand,
  result: CreatedCalendarFeed,
  roles: siteStaff,
  rejections: ['site-unknown'],
});

export const createOwnCalendarFeed = defineCommand({
  service: 'gateway',
  name: 'create-own-calendar-feed',
  route: 'POST /trials/:trialId/participants/:participantId/calendar-feeds',
  summary: 'Makes a secret address under which a calendar program finds your own appointments; ends the one before',
  request: CreateOwnCalendarFeedCommand,
  result: CreatedCalendarFeed,
  roles: ['participant'],
  rejections: ['participant-unknown'],
});

export const revokeCalendarFeed = defineCommand({
  service: 'gateway',
  name: 'revoke-calendar-feed',
  route: 'DELETE /trials/:trialId/calendar-feeds/:feedId',
  summary: 'Ends a feed of your own now',
  request: RevokeCalendarFeedCommand,
  result: CalendarFeedId,
  status: 200,
  roles: [...siteStaff, 'participant'],
  rejections: ['calendar-feed-unknown'],
});

export const listCalendarFeeds = defineQuery({
  service: 'gateway',
  name: 'list-calendar-feeds',
  route: 'GET /trials/:trialId/calendar-feeds',
  summary: 'Your own feeds that still work, without their addresses',
  request: PageOfTrial,
  result: CalendarFeedPage,
  roles: [...siteStaff, 'participant'],
  rejections: ['cursor-not-readable'],
});
