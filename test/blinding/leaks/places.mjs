import 'reflect-metadata';
import { AsyncLocalStorage } from 'node:async_hooks';
import { basename, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Logger } from '@nestjs/common';
import { Counter, register } from 'prom-client';
import { isObservable, map, mergeMap } from 'rxjs';
import { plantedLeaks } from './catalogue.mjs';
import { LeakSwitch } from './switch.mjs';

/*
 * Loaded into the service processes of the blinding test before anything else (`--import`), and into no other: opens
 * the places where the leaks of the catalogue are planted, in the build as it is. Without an open leak every place
 * passes on what it is given.
 */
const program = process.argv[1];
const distribution = join(dirname(program), '..', '..', '..');
const process_ = basename(dirname(dirname(program)));
const load = (path) => import(pathToFileURL(join(distribution, path)).href);

const leakSwitch = new LeakSwitch(process.env.BLINDING_SWITCH);
const logger = new Logger('visits');
/** The participant the work at hand is about. */
const work = new AsyncLocalStorage();
/** Metrics a leak made, by their name: gone when its round is over. */
const counters = new Map();

/** What is passed on at a place while leaks are open there; what was given otherwise. */
function through(place, given, facts) {
  const { leaks, arms } = leakSwitch.state;
  const known = {
    ...facts,
    armOf: (participantId) => arms[participantId],
    arm: arms[work.getStore()],
    log: (line) => logger.log(line),
    count: (name, labels = {}) => counterOf(name, Object.keys(labels)).inc(labels),
  };
  return leaks.reduce((passed, leak) => plantedLeaks.get(leak)?.[place]?.(passed, known) ?? passed, given);
}

function counterOf(name, labelNames) {
  if (!counters.has(name)) counters.set(name, new Counter({ name, help: 'How often', labelNames }));
  return counters.get(name);
}

const { metrics } = register;
register.metrics = function () {
  const { leaks } = leakSwitch.state;
  if (leaks.length === 0) for (const name of counters.keys()) register.removeSingleMetric(name);
  if (leaks.length === 0) counters.clear();
  return metrics.call(this);
};

/** `reply`: what a service answers to a command or query, refusals included. */
const { OperationServer } = await load('libs/process/src/operation-server.js');
const { addHandler } = OperationServer.prototype;
OperationServer.prototype.addHandler = function (pattern, handler, ...more) {
  const operation = String(pattern).split('.')[2];
  const answering = (message, context) =>
    work.run(message.request?.participantId, async () => {
      const answer = await handler(message, context);
      if (!isObservable(answer)) return through('reply', answer, { operation });
      // What broke stays in the stream: Nest answers it there.
      return answer.pipe(mergeMap(async (reply) => through('reply', reply, { operation })));
    });
  return addHandler.call(this, pattern, answering, ...more);
};

/** The work on an event is about its participant. */
const { Subscriptions } = await load('libs/messaging/src/subscriptions.js');
const { deliver } = Subscriptions.prototype;
Subscriptions.prototype.deliver = function (message, subscription) {
  return work.run(message.json().data?.participantId, () => deliver.call(this, message, subscription));
};

/** `event`: what is published for one event: a list, which may be empty; `hold` keeps one back until the end of its transaction. */
const { Transaction } = await load('libs/persistence/src/transaction.js');
const { write, close, newId } = Transaction.prototype;
const INTO_OUTBOX = 'insert into outbox_message';
const heldBack = new WeakMap();
Transaction.prototype.write = function (sql, parameters) {
  if (!sql.startsWith(INTO_OUTBOX)) return write.call(this, sql, parameters);
  const say = (event) => write.call(this, sql, [event.id, event.type, JSON.stringify(event)]);
  const hold = (event) => heldBack.set(this, [...(heldBack.get(this) ?? []), () => say(event)]);
  const event = JSON.parse(parameters[2]);
  for (const said of through('event', [event], { event, hold })) say(said);
};
Transaction.prototype.close = function () {
  for (const say of heldBack.get(this) ?? []) say();
  heldBack.delete(this);
  return close.call(this);
};

/** `id`: what a transaction gives out as an id; `ordinal` counts within it. */
Transaction.prototype.newId = function () {
  const id = newId.call(this);
  return through('id', id, { service: this.service, ordinal: this.ids - 1 });
};

/** `parked`: what operations are told of parked messages. */
const { Parking } = await load('libs/messaging/src/parking.js');
const { list } = Parking.prototype;
Parking.prototype.list = async function () {
  const { arms } = leakSwitch.state;
  return through('parked', await list.call(this), { participants: Object.keys(arms) });
};

if (process_ === 'gateway') {
  /** `answer`: status, headers and body of a response of the API. */
  const { DispatchOperation } = await load('apps/gateway/src/operations/dispatch-operation.js');
  const { execute } = DispatchOperation.prototype;
  DispatchOperation.prototype.execute = function (operation, http) {
    return work.run(http.params?.participantId, async () =>
      through('answer', await execute.call(this, operation, http), { operation: operation.name }),
    );
  };

  /** `live`: a message to somebody who listens. */
  const { LiveEvents } = await load('apps/gateway/src/live-events/live-events.js');
  const { for: hear } = LiveEvents.prototype;
  LiveEvents.prototype.for = function (caller) {
    return hear.call(this, caller).pipe(map((message) => through('live', message, {})));
  };
}
