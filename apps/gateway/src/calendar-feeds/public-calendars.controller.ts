import { createHash } from 'node:crypto';
import { Controller, Get, Logger, Param, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Rejection } from '@trial/kernel';
import { continueTrace } from '@trial/messaging';
import { tokenIn } from './feed-token.js';
import { ReadCalendarFeed } from './read-calendar-feed.js';

interface CalendarRequest {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  trace?: string;
}

interface CalendarReply {
  status(code: number): CalendarReply;
  headers(values: Readonly<Record<string, string>>): CalendarReply;
  send(body?: string): void;
}

/**
 * Calendar programs cannot sign in: the address itself is the secret. It is written into no log and no trace, and what is
 * wrong with an address nobody learns.
 */
@ApiTags('calendars')
@Controller({ path: 'v1' })
export class PublicCalendarsController {
  private readonly logger = new Logger('http');

  constructor(private readonly reading: ReadCalendarFeed) {}

  @Get('calendars/:file')
  @ApiOperation({ operationId: 'calendar-feed', summary: 'A calendar by its secret address, as iCalendar (RFC 5545)' })
  @ApiParam({ name: 'file', schema: { type: 'string' }, description: 'The token of the feed and `.ics`.' })
  @ApiResponse({ status: 200, content: { 'text/calendar': { schema: { type: 'string' } } } })
  @ApiResponse({ status: 304, description: 'Unchanged since the ETag of If-None-Match' })
  @ApiResponse({
    status: 404,
    description: 'not-found',
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  })
  async read(@Param('file') file: string, @Req() request: CalendarRequest, @Res() reply: CalendarReply): Promise<void> {
    const trace = (request.trace = continueTrace(undefined));
    const token = tokenIn(file);
    if (token === undefined) throw new Rejection('not-found');
    const text = await this.reading.execute(token, trace);
    const etag = `"${createHash('sha256').update(text).digest('base64url')}"`;
    const known = knows(request.headers['if-none-match'], etag);
    this.logger.log({ event: 'request', operation: 'calendar-feed', status: known ? 304 : 200, trace });
    reply.status(known ? 304 : 200).headers({ etag, 'cache-control': 'private, no-cache' });
    if (known) reply.send();
    else reply.headers({ 'content-type': 'text/calendar; charset=utf-8' }).send(text);
  }
}

/** Whether `If-None-Match` names this ETag; weak comparison, as RFC 9110 asks for. */
const knows = (header: string | string[] | undefined, etag: string): boolean =>
  [header ?? []]
    .flat()
    .flatMap((value) => value.split(','))
    .some((value) => [etag, '*'].includes(value.trim().replace(/^W\//, '')));
