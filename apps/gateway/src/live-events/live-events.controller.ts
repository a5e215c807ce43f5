import { Controller, Param, Req, Sse, type MessageEvent } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiParam, ApiProduces, ApiTags } from '@nestjs/swagger';
import { roles } from '@trial/contracts';
import { AccessTokens } from '@trial/http';
import { interval, merge, type Observable } from 'rxjs';
import { map, takeUntil } from 'rxjs/operators';
import { Authorise } from '../access-grants/authorise.js';
import { EndOfAccess } from './end-of-access.js';
import { LiveEvents, rolesThatListen } from './live-events.js';

const LISTENERS = roles.filter((role) => rolesThatListen.some((name) => name === role));

/**
 * Server-sent events: one line per thing that happened and that the caller may know of. A stream ends as soon as the
 * grant it was opened under does, or the token; whoever still has access opens another.
 */
@ApiTags('live events')
@ApiBearerAuth()
@Controller({ path: 'v1' })
export class LiveEventsController {
  constructor(
    private readonly tokens: AccessTokens,
    private readonly authorise: Authorise,
    private readonly live: LiveEvents,
    private readonly ends: EndOfAccess,
  ) {}

  @Sse('trials/:trialId/live-events')
  @ApiOperation({ operationId: 'live-events', summary: 'What happens, as it happens, at the sites you may see' })
  @ApiParam({ name: 'trialId', schema: { type: 'string' } })
  @ApiProduces('text/event-stream')
  async listen(
    @Param('trialId') trialId: string,
    @Req() request: { headers: { authorization?: string } },
  ): Promise<Observable<MessageEvent>> {
    const identity = await this.tokens.identify(request.headers.authorization);
    const { caller, grants } = await this.authorise.under({ roles: LISTENERS }, identity, trialId);
    return merge(this.live.for(caller), this.keepAlive()).pipe(
      takeUntil(this.ends.of({ grants, tokenUntil: identity.until })),
    );
  }

  /** Proxies close a connection that is silent for a minute. */
  private keepAlive(): Observable<MessageEvent> {
    return interval(25_000).pipe(map(() => ({ type: 'keep-alive', data: '' })));
  }
}
