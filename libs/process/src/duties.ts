import {
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import type { ModulesContainer } from '@nestjs/core';
import { AlarmClock, overdueDeadlines, Watchdog, type DeadlineHandling } from '@trial/deadlines';
import { Rejection } from '@trial/kernel';
import { OutboxRelay, Subscriptions, type Broker, type Parked, type Parking } from '@trial/messaging';
import { OneReplica, type Transaction, type Transactions } from '@trial/persistence';
import { Gauge, register } from 'prom-client';
import { discoverHandlers } from './handlers.js';
import type { Environment } from './process.module.js';
import type { Readiness } from './readiness.js';
import { redisConnection } from './redis-connection.js';
import { unsent } from './unsent-events.js';
import { untoldAlarms } from './untold-alarms.js';

/** What a foundation does while nobody asks: delivering, ringing, sealing. Starts last and stops first. */
export class Duties implements OnApplicationBootstrap, BeforeApplicationShutdown, OnApplicationShutdown {
  private readonly logger: Logger;
  private readonly relay: OutboxRelay;
  private readonly sealer: OneReplica;
  private readonly watchdog: Watchdog;
  private running: { subscriptions: Subscriptions; alarms: AlarmClock } | undefined;

  constructor(
    /** Whether operations are told nothing that counts what it does. */
    private readonly countsUntold: boolean,
    private readonly container: ModulesContainer,
    private readonly environment: Environment,
    private readonly transactions: Transactions,
    private readonly broker: Broker,
    private readonly parking: Parking,
    private readonly readiness: Readiness,
  ) {
    const { service, dataSource } = transactions;
    this.logger = new Logger(service);
    this.relay = new OutboxRelay(transactions, broker, this.logger);
    this.sealer = new OneReplica(
      dataSource,
      `${service} sealer`,
      async (runner) => {
        await runner.query('select seal_audit()');
        return environment.sealEveryMs;
      },
      (error) => this.logger.warn({ event: 'audit-sealing-interrupted', error: String(error) }),
    );
    this.watchdog = new Watchdog(transactions, this.logger);
  }

  async onApplicationBootstrap(): Promise<void> {
    const { service } = this.transactions;
    const { redisUrl, redisPrefix, delivery } = this.environment;
    const handlers = discoverHandlers(this.container, this);
    const subscriptions = new Subscriptions(
      handlers.subscriptions,
      this.broker,
      this.transactions,
      this.parking,
      delivery,
      this.logger,
    );
    const alarms = new AlarmClock(
      handlers.deadlines,
      this.transactions,
      redisConnection(redisUrl),
      redisPrefix,
      this.countsUntold ? untoldAlarms(this.logger) : this.logger,
    );
    await subscriptions.start();
    this.relay.start();
    alarms.start();
    this.sealer.start();
    if (!this.countsUntold) this.watchdog.start();
    this.running = { subscriptions, alarms };

    this.readiness.add(`${service} database`, async () => {
      await this.transactions.dataSource.query('select 1');
    });
    this.readiness.add(`${service} nats`, () =>
      this.broker.connection.isClosed() ? Promise.reject(new Error('closed')) : Promise.resolve(),
    );
    this.measure(service);
    this.measureOverdue(service, handlers.deadlines);
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.running?.subscriptions.stop();
    await this.running?.alarms.stop();
    await this.watchdog.stop();
    await this.sealer.stop();
    await this.relay.stop();
    await this.broker.close();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.transactions.dataSource.destroy();
  }

  get subscribedTypes(): readonly string[] {
    // Before it runs it reacts to nothing, and saying so would look like having nothing left to do.
    if (!this.running) throw new Rejection('service-away');
    return this.running.subscriptions.types;
  }

  /** Hands a parked message to its handler once more, inside `tx`. */
  replay(tx: Transaction, parked: Parked): Promise<void> {
    return this.running?.subscriptions.replay(tx, parked) ?? Promise.reject(new Error('not started'));
  }

  private measure(service: string): void {
    const name = `${service.replaceAll('-', '_')}_backlog`;
    register.removeSingleMetric(name);
    const outbox = unsent(this.countsUntold);
    const armed = this.countsUntold ? '0' : `(select count(*)::int from deadline where status = 'armed')`;
    const { dataSource } = this.transactions;
    new Gauge({
      name,
      help: 'Rows waiting in the outbox, parked messages and armed deadlines',
      labelNames: ['kind'],
      async collect() {
        const [counts] = await dataSource.query<Record<string, number>[]>(
          `select ${outbox} as outbox,
                  (select count(*)::int from parked_message where status = 'parked') as parked,
                  ${armed} as armed`,
        );
        for (const [kind, count] of Object.entries(counts ?? {})) this.set({ kind }, count);
      },
    });
  }

  /** Zero for every rule that acts: an alarm needs no more than "above zero". */
  private measureOverdue(service: string, handlings: readonly DeadlineHandling[]): void {
    const name = `${service.replaceAll('-', '_')}_overdue_deadlines`;
    register.removeSingleMetric(name);
    const { transactions, countsUntold } = this;
    new Gauge({
      name,
      help: 'Armed deadlines that have been due for more than ten seconds, by name',
      labelNames: ['deadline'],
      async collect() {
        const overdue = countsUntold ? [] : await overdueDeadlines(transactions);
        this.reset();
        for (const { contract } of handlings) this.set({ deadline: contract.name }, 0);
        for (const { name: deadline, count } of overdue) this.set({ deadline }, count);
      },
    });
  }
}
