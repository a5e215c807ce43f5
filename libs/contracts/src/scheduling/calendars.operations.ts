import { Choice, Code, Day, Flag, Identifier, Moment, Parts, Text, Whole } from '../fields.js';
import { defineQuery } from '../operation.js';
import { PageOfParticipant, PageOfTrial } from '../places.js';

export class CalendarOfSite extends PageOfTrial {
  @Code({ description: 'The site.' }) siteId: string;
}

/** A visit as a calendar shows it: when, and no word about what is done, found or given. */
export class CalendarEntry {
  @Identifier() visitId: string;
  @Choice(['appointment', 'window'], { description: 'A moment, or the days in which the visit may take place.' })
  kind: string;
  @Flag({ description: 'It does not take place.' }) cancelled: boolean;
  @Moment({ optional: true, description: 'Of an appointment.' }) startsAt?: string;
  @Moment({ optional: true, description: 'Of an appointment at a site with slots.' }) endsAt?: string;
  @Day({ optional: true, description: 'First day of a window.' }) from?: string;
  @Day({ optional: true, description: 'The day after the last one of a window.' }) until?: string;
  @Code({ optional: true, description: 'For the site only.' }) visitCode?: string;
  @Text({ optional: true, max: 64, description: 'For the site only.' }) participantCode?: string;
  @Moment({ description: 'When the visit was last changed.' }) changedAt: string;
  @Whole({ min: 1, max: 1_000_000 }) version: number;
}

export class CalendarPage {
  @Parts(() => CalendarEntry) items: CalendarEntry[];
  @Text({ optional: true }) nextCursor?: string;
}

export const readSiteCalendar = defineQuery({
  service: 'scheduling',
  name: 'read-site-calendar',
  route: 'GET /trials/:trialId/sites/:siteId/calendar',
  summary: 'Appointments of a site, and the windows of its planned visits without one',
  request: CalendarOfSite,
  result: CalendarPage,
  roles: ['investigator', 'study-nurse'],
  rejections: ['cursor-not-readable', 'site-unknown', 'trial-not-active-at-site'],
});

export const readOwnCalendar = defineQuery({
  service: 'scheduling',
  name: 'read-own-calendar',
  route: 'GET /trials/:trialId/participants/:participantId/calendar',
  summary: 'The appointments of the participant who asks',
  request: PageOfParticipant,
  result: CalendarPage,
  roles: ['participant'],
  rejections: ['cursor-not-readable', 'trial-not-active-at-site'],
});
