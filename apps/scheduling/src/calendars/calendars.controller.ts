import { Controller } from '@nestjs/common';
import {
  readOwnCalendar,
  readSiteCalendar,
  type CalendarOfSite,
  type CalendarPage,
  type PageOfParticipant,
} from '@trial/contracts';
import type { Context } from '@trial/kernel';
import { OnQuery } from '@trial/messaging';
import { Transactions } from '@trial/persistence';
import { Trials } from '@trial/trial-configuration';
import { ownCalendar, siteCalendar } from './calendar.reads.js';

@Controller()
export class CalendarsController {
  constructor(
    private readonly transactions: Transactions,
    private readonly trials: Trials,
  ) {}

  @OnQuery(readSiteCalendar)
  ofSite(request: CalendarOfSite, context: Context): Promise<CalendarPage> {
    return this.transactions.read(context, (tx) => siteCalendar(tx, this.trials, request));
  }

  @OnQuery(readOwnCalendar)
  own(request: PageOfParticipant, context: Context): Promise<CalendarPage> {
    return this.transactions.read(context, (tx) => ownCalendar(tx, this.trials, request));
  }
}
