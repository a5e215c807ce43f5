import { Controller, Param, Req, Sse, type MessageEvent } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiParam, ApiProduces, ApiTags } from '@nestjs/swagger';
import { roles } from '@trial/contracts';
import { AccessTokens } from '@trial/http';
import { from, interval, merge, type Observable } from 'rxjs';
import { map, switchMap } from 'rxjs/operators';
import { Authorise } from '../access-grants/authorise.js';
import { LiveEvents, rolesThatListen } from './live-events.js';

/** Server-sent events: one line per thing that happened and that the caller may know of. */
@ApiTags('live events')
@ApiBearerAuth()
@Controller({ path: 'v1' })
export class LiveEventsController {
  constructor(
    private readonly tokens: AccessTokens,
    private readonly authorise: Authorise,
    private readonly live: LiveEvents,
  ) {}

  @Sse('trials/:trialId/live-events')
  @ApiOperation({ operationId: 'live-events', summary: 'What happens, as it happens, at the sites you may see' })
  @ApiParam({ name: 'trialId', schema: { type: 'string' } })
  @ApiProduces('text/event-stream')
  listen(
    @Param('trialId') trialId: string,
    @Req() request: { headers: { authorization?: string } },
  ): Observable<MessageEvent> {
    return from(this.callerOf(trialId, request.headers.authorization)).pipe(
      switchMap((caller) => merge(this.live.for(caller), this.keepAlive())),
    );
  }

  private async callerOf(trialId: string, authorization: string | undefined) {
    const identity = await this.tokens.identify(authorization);
    const listeners = roles.filter((role) => rolesThatListen.some((name) => name === role));
    return this.authorise.for({ roles: listeners }, identity, trialId);
  }

  /** Proxies close a connection that is silent for a minute. */
  private keepAlive(): Observable<MessageEvent> {
    return interval(25_000).pipe(map(() => ({ type: 'keep-alive', data: '' })));
  }
}
