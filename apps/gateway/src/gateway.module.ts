import { Module } from '@nestjs/common';
import { AccessTokens } from '@trial/http';
import { Broker } from '@trial/messaging';
import { Transactions } from '@trial/persistence';
import { Environment, Foundation, readEnvironment } from '@trial/process';
import { AccessGrantsController } from './access-grants/access-grants.controller.js';
import { Authorise } from './access-grants/authorise.js';
import { GrantAccess } from './access-grants/grant-access.js';
import { WithdrawAccess } from './access-grants/withdraw-access.js';
import { CalendarFeedsController } from './calendar-feeds/calendar-feeds.controller.js';
import { CreateCalendarFeed } from './calendar-feeds/create-calendar-feed.js';
import { PublicCalendarsController } from './calendar-feeds/public-calendars.controller.js';
import { ReadCalendarFeed } from './calendar-feeds/read-calendar-feed.js';
import { RevokeCalendarFeed } from './calendar-feeds/revoke-calendar-feed.js';
import { gatewayConfig, type GatewayConfig } from './gateway.config.js';
import { EndOfAccess } from './live-events/end-of-access.js';
import { LiveEvents } from './live-events/live-events.js';
import { LiveEventsController } from './live-events/live-events.controller.js';
import { DispatchOperation } from './operations/dispatch-operation.js';
import { operationControllers } from './operations/operation-controllers.js';
import { ServiceClient } from './operations/service-client.js';
import { gatewayDatabase } from './persistence/data-source.js';
import { LookAtPlatform } from './platform-progress/look-at-platform.js';
import { PlatformProgressController } from './platform-progress/platform-progress.controller.js';
import { StepTrialClock } from './trial-clock/step-trial-clock.js';
import { TrialClockController } from './trial-clock/trial-clock.controller.js';

const CONFIG = Symbol('gateway config');

@Module({
  imports: [Foundation.for(gatewayDatabase)],
  controllers: [
    AccessGrantsController,
    TrialClockController,
    PlatformProgressController,
    LiveEventsController,
    CalendarFeedsController,
    PublicCalendarsController,
    ...operationControllers(),
  ],
  providers: [
    GrantAccess,
    WithdrawAccess,
    CreateCalendarFeed,
    RevokeCalendarFeed,
    ReadCalendarFeed,
    LiveEvents,
    EndOfAccess,
    StepTrialClock,
    DispatchOperation,
    LookAtPlatform,
    {
      provide: CONFIG,
      inject: [Environment],
      useFactory: ({ variables }: Environment) => readEnvironment(gatewayConfig, variables),
    },
    {
      provide: AccessTokens,
      inject: [CONFIG],
      useFactory: (config: GatewayConfig) => new AccessTokens(config.OIDC_ISSUER, config.OIDC_AUDIENCE),
    },
    {
      provide: Authorise,
      inject: [Transactions, CONFIG],
      useFactory: (transactions: Transactions, config: GatewayConfig) =>
        new Authorise(transactions, config.FIRST_ADMINISTRATOR),
    },
    {
      provide: ServiceClient,
      inject: [Broker, CONFIG],
      useFactory: (broker: Broker, config: GatewayConfig) => new ServiceClient(broker, config.ANSWER_WITHIN_MS),
    },
  ],
})
export class GatewayModule {}
