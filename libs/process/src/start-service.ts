import 'reflect-metadata';
import { Module, type DynamicModule, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyError, FastifyReply } from 'fastify';
import { collectDefaultMetrics } from 'prom-client';
import { problemOf } from '@trial/http';
import { Broker } from '@trial/messaging';
import { RandomIds, ReproducibleIds, RunningClock, type TrialClock } from '@trial/persistence';
import { Trials } from '@trial/trial-configuration';
import {
  processEnvironment,
  readEnvironment,
  refuseRehearsalInProduction,
  type ProcessEnvironment,
} from './environment.js';
import { StructuredLogger } from './logger.js';
import { moduleUrls, OperationServer } from './operation-server.js';
import { Environment, ProcessModule } from './process.module.js';
import { RehearsalClock } from './rehearsal-clock.js';

export interface ServiceStart {
  /** Its name on NATS; also the queue group that replicas share. */
  readonly name: string;
  readonly module: Type | DynamicModule;
  /** What the gateway adds to its HTTP side before it listens. */
  readonly prepare?: (app: NestFastifyApplication) => Promise<void> | void;
  readonly variables?: NodeJS.ProcessEnv;
}

/** Starts a service: environment, clock, migrations, handlers, then the port. Signals stop it after draining. */
export async function startService({
  name,
  module,
  prepare,
  variables = process.env,
}: ServiceStart): Promise<NestFastifyApplication> {
  const environment = readEnvironment(processEnvironment, variables);
  refuseRehearsalInProduction(environment);
  const clock = await openClock(name, environment);

  const app = await NestFactory.create<NestFastifyApplication>(
    rootOf(module, environment, clock, variables),
    new FastifyAdapter({
      trustProxy: false,
      bodyLimit: BODY_LIMIT,
      frameworkErrors: (error: FastifyError, _: unknown, reply: unknown) =>
        refuseUnreadable(error, reply as FastifyReply),
    }),
    { logger: new StructuredLogger(name, environment.LOG_LEVEL), abortOnError: false },
  );
  for (const [service, url] of [[name, environment.NATS_URL] as const, ...moduleUrls(variables)]) {
    app.connectMicroservice({ strategy: new OperationServer(service, url) });
  }
  app.enableShutdownHooks();
  await prepare?.(app);
  // Relay, subscriptions and deadlines run before the first question is answered.
  await app.init();
  await app.startAllMicroservices();
  await app.listen(environment.SERVICE_PORT, environment.SERVICE_HOST);
  return app;
}

/** What Fastify refuses before any route is found is a problem document like every other refusal. */
function refuseUnreadable(error: FastifyError, reply: FastifyReply): void {
  const problem = problemOf('request-not-readable', { rule: error.message });
  const status = error.statusCode ?? problem.status;
  reply
    .code(status)
    .header('content-type', 'application/problem+json')
    .send({ ...problem, status });
}

const BODY_LIMIT = 256 * 1024;

function rootOf(
  module: Type | DynamicModule,
  environment: ProcessEnvironment,
  clock: TrialClock,
  variables: NodeJS.ProcessEnv,
): DynamicModule {
  const parts = {
    environment: new Environment(
      environment.INSTANCE,
      environment.REDIS_URL,
      environment.REDIS_PREFIX,
      environment.NATS_URL,
      {
        ackWaitMs: environment.ACK_WAIT_MS,
        backoffMs: environment.RETRY_BACKOFF_MS,
        deliveries: environment.RETRY_BACKOFF_MS.length + 1,
      },
      environment.SEAL_EVERY_MS,
      variables,
    ),
    clock,
    ids: environment.REHEARSAL_SEED ? new ReproducibleIds(environment.REHEARSAL_SEED) : new RandomIds(),
    trials: Trials.fromFolder(environment.TRIALS_FOLDER),
  };
  collectOnce();
  return { module: Root, imports: [ProcessModule.with(parts), module] };
}

@Module({})
class Root {}

async function openClock(name: string, environment: ProcessEnvironment): Promise<TrialClock> {
  if (environment.TRIAL_CLOCK === 'running') return new RunningClock();
  return RehearsalClock.open(await Broker.connect(name, environment.NATS_URL), environment.INSTANCE);
}

let collecting = false;
function collectOnce(): void {
  if (!collecting) collectDefaultMetrics();
  collecting = true;
}
