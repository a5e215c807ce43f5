import { randomUUID } from 'node:crypto';
import type { Type } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { jetstream } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import type {
  CloudEvent,
  DataOf,
  EventContract,
  Operation,
  OperationReply,
  RequestOf,
  ResultOf,
} from '@trial/contracts';
import type { Context } from '@trial/kernel';
import { startService, type ServiceStart } from '@trial/process';
import { environmentOf } from '../../deploy/local/environments.mjs';
import { freePort } from '../../deploy/local/ports.mjs';
import { asSuperuser, emptyBroker, freshDatabases, natsAsAdmin, setTrialTime, startStack } from './stack.js';

/** Where a rehearsal's trial time begins when a test does not say. */
export const BEGINNING = '2025-03-03T08:00:00.000Z';

/** Who a test acts as, unless it says otherwise. */
export const aContext = (more: Partial<Context> = {}): Context => ({
  actor: 'investigator-umcu',
  role: 'investigator',
  organisation: 'UMC Utrecht',
  trialId: 'MANUS',
  sites: ['UMCU'],
  zone: 'Europe/Amsterdam',
  reason: 'command:test',
  trace: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
  cause: 'test-cause',
  ...more,
});

/** One service on a fresh database and an empty broker: the real module, in this process. */
export interface BootedService {
  readonly app: NestFastifyApplication;
  readonly nats: NatsConnection;
  readonly database: string;
  readonly url: string;
  /** Sends a command or query as the gateway would; a fresh idempotency key unless the context brings one. */
  send<O extends Operation>(operation: O, request: RequestOf<O>, context?: Partial<Context>): Promise<OperationReply>;
  /** The answer of an operation that must succeed. */
  ask<O extends Operation>(operation: O, request: RequestOf<O>, context?: Partial<Context>): Promise<ResultOf<O>>;
  /** A neighbour says something; returns the id of the event. */
  hear<C extends EventContract>(contract: C, data: DataOf<C>, envelope?: Partial<CloudEvent>): Promise<string>;
  /** Everything this service has said of one kind, oldest first. */
  said<C extends EventContract>(contract: C): Promise<DataOf<C>[]>;
  rows<Row = Record<string, unknown>>(sql: string, parameters?: unknown[]): Promise<Row[]>;
  setTime(now: string): Promise<void>;
  stop(): Promise<void>;
}

/** For a service that hears early what it can only handle after something else was done, however slow the machine. */
export const PATIENT = { RETRY_BACKOFF_MS: '50,100,200,400,800,1600,3200' };

const running = new Set<() => Promise<void>>();

/** What a failed test did not come to stop would answer the questions of the next file. */
afterAll(async () => {
  for (const stop of running) await stop();
});

/** Boots `name`; `schema` is where its outbox is looked for (an unblinded module has its own). */
export async function bootService(
  name: string,
  module: Type,
  {
    schema = name.replaceAll('-', '_'),
    now = BEGINNING,
    variables = {},
    prepare,
  }: {
    schema?: string;
    now?: string;
    /** Added to the environment of the service, or made from it. */
    variables?: Record<string, string> | ((environment: Record<string, string>) => Record<string, string>);
    prepare?: ServiceStart['prepare'];
  } = {},
): Promise<BootedService> {
  const stack = await startStack();
  const { prefix, drop } = await freshDatabases(name.replaceAll('-', '_'));
  const nats = await natsAsAdmin();
  await emptyBroker(nats);
  await setTrialTime(nats, now);
  const port = await freePort([]);
  const environment = environmentOf(name, stack, {
    ports: { [name]: port, identity: port, gateway: port },
    databasePrefix: prefix,
    port,
  });
  const app = await startService({
    name,
    module,
    ...(prepare ? { prepare } : {}),
    variables: {
      ...environment,
      TRIAL_CLOCK: 'virtual',
      RETRY_BACKOFF_MS: '50,100,200,400,800',
      ACK_WAIT_MS: '5000',
      LOG_LEVEL: process.env['LOG_LEVEL'] ?? 'fatal',
      ...(typeof variables === 'function' ? variables(environment) : variables),
    },
  });
  const database = `${prefix}${name.replaceAll('-', '_')}`;
  const rows = <Row>(sql: string, parameters: unknown[] = []): Promise<Row[]> =>
    asSuperuser(database, async (client) => {
      await client.query(`set search_path = ${schema}`);
      return (await client.query(sql, parameters)).rows as Row[];
    });
  const { send, ask } = callerOn(nats, 20_000);
  const stop = async (): Promise<void> => {
    running.delete(stop);
    await app.close();
    await nats.close();
    await drop();
  };
  running.add(stop);
  return {
    app,
    nats,
    database,
    url: `http://127.0.0.1:${port}`,
    send,
    ask,
    async hear(contract, data, envelope = {}) {
      const event = aCloudEvent(contract, data, envelope);
      await jetstream(nats).publish(contract.type, JSON.stringify(event), { msgID: `${event.id}-${randomUUID()}` });
      return event.id;
    },
    async said(contract) {
      const sent = await rows<{ event: string }>(
        'select event from (select sequence, type, event from outbox_archive union select sequence, type, event from outbox_message) as sent where type = $1 order by sequence',
        [contract.type],
      );
      return sent.map(({ event }) => (JSON.parse(event) as CloudEvent).data as DataOf<typeof contract>);
    },
    rows,
    setTime: (time) => setTrialTime(nats, time),
    stop,
  };
}

/** The gateway as far as services know it. Who asks again when nobody answers must wait longer than `within` (ms). */
export function callerOn(nats: NatsConnection, within = 10_000): Pick<BootedService, 'send' | 'ask'> {
  const send: BootedService['send'] = async (operation, request, context = {}) => {
    const key = randomUUID();
    const reply = await nats.request(
      operation.subject,
      JSON.stringify({
        request,
        context: aContext({ cause: key, idempotency: { scope: operation.subject, key, fingerprint: key }, ...context }),
      }),
      { timeout: within },
    );
    return reply.json<OperationReply>();
  };
  return {
    send,
    async ask(operation, request, context) {
      const reply = await send(operation, request, context);
      if (!('ok' in reply)) throw new Error(`${operation.name} was refused: ${JSON.stringify(reply)}`);
      return reply.ok as ResultOf<typeof operation>;
    },
  };
}

/** An event as a neighbour would send it. */
export function aCloudEvent<C extends EventContract>(
  contract: C,
  data: DataOf<C>,
  envelope: Partial<CloudEvent> = {},
): CloudEvent {
  const facts = data as { trialId: string; siteId: string };
  return {
    specversion: '1.0',
    id: randomUUID(),
    source: '/services/neighbour',
    type: contract.type,
    subject: contract.about(data),
    time: BEGINNING,
    recordedtime: BEGINNING,
    datacontenttype: 'application/json',
    dataschema: `/schemas/${contract.type}.json`,
    partitionkey: contract.about(data),
    correlationid: '4bf92f3577b34da6a3ce929d0e0e4736',
    causationid: 'neighbour',
    traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
    trialid: facts.trialId,
    siteid: facts.siteId,
    data,
    ...envelope,
  };
}
