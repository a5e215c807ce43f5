export { Broker, natsOptions } from './broker.js';
export { contextOf, receive, type Handle } from './inbox.js';
export { EVENT_HANDLER, OnEvent, type EventHandler } from './on-event.decorator.js';
export { OnCommand, OnQuery, type OperationHandler } from './on-command.decorator.js';
export { OutboxRelay } from './outbox-relay.js';
export { Parking, type Parked, type ParkedMessage } from './parking.js';
export { publish } from './publish.js';
export {
  durableOf,
  readEvent,
  streamOf,
  Subscriptions,
  type DeliveryPolicy,
  type Subscription,
} from './subscriptions.js';
export { messagingTables } from './tables.js';
export { continueTrace, spanOf, traceIdOf } from './trace.js';
export { replyWriter, requestReader } from './wire.js';
